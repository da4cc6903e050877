/** RFC 9457 problem JSON. */
package fr.toise.service.problem;
