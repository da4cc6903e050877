/** The neural networks, as they are served: in plain Java. */
package fr.toise.valuation.network;
