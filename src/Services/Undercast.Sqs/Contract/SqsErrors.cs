using Undercast.Kernel;

namespace Undercast.Sqs;

// AWS: codes and statuses are those of the service model's awsQueryError traits.

[AwsError("QueueDoesNotExist", 400, QueryCode = "AWS.SimpleQueueService.NonExistentQueue")]
public sealed class QueueDoesNotExist() : AwsException("The specified queue does not exist.");

[AwsError("QueueNameExists", 400, QueryCode = "QueueAlreadyExists")]
public sealed class QueueNameExists(string attribute)
    : AwsException($"A queue already exists with the same name and a different value for attribute {attribute}");

[AwsError("QueueDeletedRecently", 400, QueryCode = "AWS.SimpleQueueService.QueueDeletedRecently")]
public sealed class QueueDeletedRecently()
    : AwsException("You must wait 60 seconds after deleting a queue before you can create another with the same name.");

[AwsError("PurgeQueueInProgress", 403, QueryCode = "AWS.SimpleQueueService.PurgeQueueInProgress")]
public sealed class PurgeQueueInProgress(string queue) : AwsException($"Only one PurgeQueue operation on {queue} is allowed every 60 seconds.");

[AwsError("InvalidAttributeName", 400)]
public sealed class InvalidAttributeName(string name) : AwsException($"Unknown Attribute {name}.");

[AwsError("InvalidAttributeValue", 400)]
public sealed class InvalidAttributeValue(string message) : AwsException(message);

[AwsError("InvalidMessageContents", 400)]
public sealed class InvalidMessageContents() : AwsException(
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");

[AwsError("ReceiptHandleIsInvalid", 404)]
public sealed class ReceiptHandleIsInvalid(string handle) : AwsException($"The input receipt handle \"{handle}\" is not a valid receipt handle.");

[AwsError("MessageNotInflight", 400, QueryCode = "AWS.SimpleQueueService.MessageNotInflight")]
public sealed class MessageNotInflight() : AwsException("The message referred to isn't in flight.");

[AwsError("OverLimit", 403)]
public sealed class OverLimit(string message) : AwsException(message);

[AwsError("UnsupportedOperation", 400, QueryCode = "AWS.SimpleQueueService.UnsupportedOperation")]
public sealed class UnsupportedOperation(string message) : AwsException(message);

[AwsError("ResourceNotFoundException", 404)]
public sealed class ResourceNotFoundException(string message) : AwsException(message);

[AwsError("TooManyEntriesInBatchRequest", 400, QueryCode = "AWS.SimpleQueueService.TooManyEntriesInBatchRequest")]
public sealed class TooManyEntriesInBatchRequest(int count)
    : AwsException($"Maximum number of entries per request are 10. You have sent {count}.");

[AwsError("EmptyBatchRequest", 400, QueryCode = "AWS.SimpleQueueService.EmptyBatchRequest")]
public sealed class EmptyBatchRequest(string entry) : AwsException($"There should be at least one {entry} in the request.");

[AwsError("BatchEntryIdsNotDistinct", 400, QueryCode = "AWS.SimpleQueueService.BatchEntryIdsNotDistinct")]
public sealed class BatchEntryIdsNotDistinct(string id) : AwsException($"Id {id} repeated.");

[AwsError("InvalidBatchEntryId", 400, QueryCode = "AWS.SimpleQueueService.InvalidBatchEntryId")]
public sealed class InvalidBatchEntryId() : AwsException(
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");

[AwsError("BatchRequestTooLong", 400, QueryCode = "AWS.SimpleQueueService.BatchRequestTooLong")]
public sealed class BatchRequestTooLong(long size)
    : AwsException($"Batch requests cannot be longer than 1048576 bytes. You have sent {size} bytes.");
