/** The Open Inference Protocol, version 2, over REST: for clients that speak to any model server. */
package fr.toise.predict.inference;
