/** Finds the address that somebody typed among the addresses of the sales. */
package fr.toise.predict.address;
