/** What a change of the features, the network or the settings does to the accuracy. */
package fr.toise.train.job.experiment;
