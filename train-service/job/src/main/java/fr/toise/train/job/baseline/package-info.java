/** Estimators that a model has to beat: measured beside it, never served. */
package fr.toise.train.job.baseline;
