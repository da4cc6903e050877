/** One trial of a search for better settings. */
package fr.toise.train.job.search;
