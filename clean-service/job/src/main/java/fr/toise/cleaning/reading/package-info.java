/** From the bytes of the landed files to the lines that may matter. */
package fr.toise.cleaning.reading;
