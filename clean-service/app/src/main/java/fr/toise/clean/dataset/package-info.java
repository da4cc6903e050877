/** The dataset versions there are, and saying that there is one. */
package fr.toise.clean.dataset;
