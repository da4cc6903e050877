/** The landed files that there are. */
package fr.toise.clean.snapshot;
