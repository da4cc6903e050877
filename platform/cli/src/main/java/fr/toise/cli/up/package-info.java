/** Starts everything on this machine, shows the loop run, and stops everything. */
package fr.toise.cli.up;
