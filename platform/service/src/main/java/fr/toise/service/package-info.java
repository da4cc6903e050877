/** What every service has: its buckets, a loop that looks for work, progress reports, and answers that say what is wrong. */
package fr.toise.service;
