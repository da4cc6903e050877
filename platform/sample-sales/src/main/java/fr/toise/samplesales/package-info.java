/** Made-up sales of Paris flats, laid out like the official files and as hard to clean as they are. */
package fr.toise.samplesales;
