/** Says how far a run is. */
package fr.toise.service.progress;
