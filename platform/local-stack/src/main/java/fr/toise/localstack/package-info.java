/** A real Kafka broker and a real S3 API on this machine, each in a process of its own, with their data in one folder. */
package fr.toise.localstack;
