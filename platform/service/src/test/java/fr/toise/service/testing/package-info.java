/** What the tests of the services share: a broker and an object store to run on, and a way to speak and listen on the topics. */
package fr.toise.service.testing;
