/** Small bundles of made-up sales, real in every other way, and a place to publish them. */
package fr.toise.predict.bundle;
