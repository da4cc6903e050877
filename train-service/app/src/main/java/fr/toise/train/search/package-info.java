/** Many trainings with other settings, of which the best ones go on. */
package fr.toise.train.search;
