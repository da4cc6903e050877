/** Text for a terminal. */
package fr.toise.cli.text;
