/** Tries a change of the model on this machine. */
package fr.toise.cli.experiment;
