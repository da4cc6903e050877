/** When to train, and having it done. */
package fr.toise.train.training;
