/** Says what runs and how far it is. */
package fr.toise.cli.status;
