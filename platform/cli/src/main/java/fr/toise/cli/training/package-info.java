/** Asks for a training now. */
package fr.toise.cli.training;
