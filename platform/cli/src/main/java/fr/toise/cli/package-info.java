/** The command line: {@code ./toise}. */
package fr.toise.cli;
