/** What an estimator says, held against what was paid. */
package fr.toise.train.job.measuring;
