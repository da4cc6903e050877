package fr.toise.objectstore;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says with each failure what was asked and of whom; S3 itself says no more than "Forbidden", or nothing. */
public final class FailedRequest implements ExecutionInterceptor {

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        return context.httpRequest()
                .map(request -> named(context.exception(), request.method() + " " + request.getUri()))
                .orElse(context.exception());
    }

    private static Throwable named(Throwable failure, String request) {
        if (failure instanceof S3Exception refused && refused.awsErrorDetails() != null) {
            var details = refused.awsErrorDetails();
            var message = details.errorMessage() == null ? request : request + ": " + details.errorMessage();
            return refused.toBuilder()
                    .message(message)
                    .awsErrorDetails(details.toBuilder().errorMessage(message).build())
                    .build();
        }
        // and none of its subclasses, by which an interrupt is told from a failure
        if (failure.getClass() == SdkClientException.class) {
            return SdkClientException.create(request + ": " + failure.getMessage(), failure.getCause());
        }
        return failure;
    }
}
