/** Which models there are and which one is live. */
package fr.toise.train.registry;
