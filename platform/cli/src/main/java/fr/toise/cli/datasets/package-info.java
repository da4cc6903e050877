/** Shows the dataset versions, and lets one through that was stopped. */
package fr.toise.cli.datasets;
