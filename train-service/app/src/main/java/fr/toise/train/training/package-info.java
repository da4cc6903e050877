/** Looks for what is to be trained, and has it done. */
package fr.toise.train.training;
