/** The buckets, as beans, and what lies in them. */
package fr.toise.service.storage;
