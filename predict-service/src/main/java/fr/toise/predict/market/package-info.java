/** How prices moved, commune by commune. */
package fr.toise.predict.market;
