/** When to train, and why. */
package fr.toise.train.trigger;
