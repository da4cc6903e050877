/** What goes with a model for people to read and to look at. */
package fr.toise.train.job.card;
