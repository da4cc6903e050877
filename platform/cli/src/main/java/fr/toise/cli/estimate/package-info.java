/** Asks for an estimate and puts it into words. */
package fr.toise.cli.estimate;
