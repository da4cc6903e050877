/** The neural network, in DJL. */
package fr.toise.valuation.network;
