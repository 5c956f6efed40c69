using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Sqs;

/// <summary>Amazon Simple Queue Service.</summary>
[AwsApi("sqs", "2012-11-05", ServiceId = "SQS", Wires = [Wire.AwsJson10, Wire.AwsQuery], TargetPrefix = "AmazonSQS", QueryCompatible = true, QueryPathMember = "QueueUrl",
    XmlNamespace = "http://queue.amazonaws.com/doc/2012-11-05/", Resources = typeof(SqsResources), MaxBody = 4 * 1024 * 1024)]
public interface ISqs
{
    /// <summary>Adds a statement to the queue's policy that lets accounts perform actions on it.</summary>
    [Operation, Authorize("sqs:AddPermission", "{Queue(QueueUrl)}")]
    [Throws<OverLimit>, Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask AddPermission(AddPermissionInput input, CallContext call);

    /// <summary>Stops a running move of messages out of a dead-letter queue.</summary>
    [Operation, Authorize("sqs:CancelMessageMoveTask", "{Task(TaskHandle)}")]
    [Throws<ResourceNotFoundException>, Throws<UnsupportedOperation>]
    ValueTask<CancelMessageMoveTaskOutput> CancelMessageMoveTask(CancelMessageMoveTaskInput input, CallContext call);

    /// <summary>Changes how long a received message stays hidden, from now.</summary>
    [Operation, Authorize("sqs:ChangeMessageVisibility", "{Queue(QueueUrl)}")]
    [Throws<MessageNotInflight>, Throws<ReceiptHandleIsInvalid>, Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask ChangeMessageVisibility(ChangeMessageVisibilityInput input, CallContext call);

    /// <summary>Changes the visibility of up to ten messages.</summary>
    [Operation, Authorize("sqs:ChangeMessageVisibility", "{Queue(QueueUrl)}")]
    [Throws<TooManyEntriesInBatchRequest>, Throws<EmptyBatchRequest>, Throws<BatchEntryIdsNotDistinct>, Throws<InvalidBatchEntryId>, Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask<ChangeMessageVisibilityBatchOutput> ChangeMessageVisibilityBatch(ChangeMessageVisibilityBatchInput input, CallContext call);

    /// <summary>Makes a queue, or answers the URL of an equal one that exists.</summary>
    [Operation, Authorize("sqs:CreateQueue", "arn:{partition}:sqs:{region}:{account}:{QueueName}")]
    [Throws<QueueDeletedRecently>, Throws<QueueNameExists>, Throws<InvalidAttributeName>, Throws<InvalidAttributeValue>, Throws<UnsupportedOperation>]
    ValueTask<CreateQueueOutput> CreateQueue(CreateQueueInput input, CallContext call);

    /// <summary>Removes a received message.</summary>
    [Operation, Authorize("sqs:DeleteMessage", "{Queue(QueueUrl)}")]
    [Throws<ReceiptHandleIsInvalid>, Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask DeleteMessage(DeleteMessageInput input, CallContext call);

    /// <summary>Removes up to ten received messages.</summary>
    [Operation, Authorize("sqs:DeleteMessage", "{Queue(QueueUrl)}")]
    [Throws<TooManyEntriesInBatchRequest>, Throws<EmptyBatchRequest>, Throws<BatchEntryIdsNotDistinct>, Throws<InvalidBatchEntryId>, Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask<DeleteMessageBatchOutput> DeleteMessageBatch(DeleteMessageBatchInput input, CallContext call);

    /// <summary>Removes a queue with all its messages.</summary>
    [Operation, Authorize("sqs:DeleteQueue", "{Queue(QueueUrl)}")]
    [Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask DeleteQueue(DeleteQueueInput input, CallContext call);

    /// <summary>Reads a queue's settings and counts.</summary>
    [Operation, Authorize("sqs:GetQueueAttributes", "{Queue(QueueUrl)}")]
    [Throws<InvalidAttributeName>, Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask<GetQueueAttributesOutput> GetQueueAttributes(GetQueueAttributesInput input, CallContext call);

    /// <summary>Finds the URL of a queue by its name.</summary>
    [Operation, Authorize("sqs:GetQueueUrl", "{OwnedQueue(*)}")]
    [Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask<GetQueueUrlOutput> GetQueueUrl(GetQueueUrlInput input, CallContext call);

    /// <summary>Lists the queues that use a queue as their dead-letter queue.</summary>
    [Operation, Authorize("sqs:ListDeadLetterSourceQueues", "{Queue(QueueUrl)}")]
    [Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask<ListDeadLetterSourceQueuesOutput> ListDeadLetterSourceQueues(ListDeadLetterSourceQueuesInput input, CallContext call);

    /// <summary>Lists the latest moves of messages out of a dead-letter queue.</summary>
    [Operation, Authorize("sqs:ListMessageMoveTasks", "{Source(SourceArn)}")]
    [Throws<ResourceNotFoundException>, Throws<UnsupportedOperation>]
    ValueTask<ListMessageMoveTasksOutput> ListMessageMoveTasks(ListMessageMoveTasksInput input, CallContext call);

    /// <summary>Reads a queue's tags.</summary>
    [Operation, Authorize("sqs:ListQueueTags", "{Queue(QueueUrl)}")]
    [Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask<ListQueueTagsOutput> ListQueueTags(ListQueueTagsInput input, CallContext call);

    /// <summary>Lists the account's queues of a region.</summary>
    [Operation, Authorize("sqs:ListQueues", "*")]
    [Throws<UnsupportedOperation>]
    ValueTask<ListQueuesOutput> ListQueues(ListQueuesInput input, CallContext call);

    /// <summary>Removes all messages of a queue.</summary>
    [Operation, Authorize("sqs:PurgeQueue", "{Queue(QueueUrl)}")]
    [Throws<QueueDoesNotExist>, Throws<PurgeQueueInProgress>, Throws<UnsupportedOperation>]
    ValueTask PurgeQueue(PurgeQueueInput input, CallContext call);

    /// <summary>Takes up to ten messages, which stay hidden from others for a while.</summary>
    [Operation, Authorize("sqs:ReceiveMessage", "{Queue(QueueUrl)}")]
    [Throws<UnsupportedOperation>, Throws<OverLimit>, Throws<QueueDoesNotExist>]
    ValueTask<ReceiveMessageOutput> ReceiveMessage(ReceiveMessageInput input, CallContext call);

    /// <summary>Removes a statement from the queue's policy by its label.</summary>
    [Operation, Authorize("sqs:RemovePermission", "{Queue(QueueUrl)}")]
    [Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask RemovePermission(RemovePermissionInput input, CallContext call);

    /// <summary>Adds one message to a queue.</summary>
    [Operation, Authorize("sqs:SendMessage", "{Queue(QueueUrl)}")]
    [Throws<InvalidMessageContents>, Throws<UnsupportedOperation>, Throws<QueueDoesNotExist>]
    ValueTask<SendMessageOutput> SendMessage(SendMessageInput input, CallContext call);

    /// <summary>Adds up to ten messages to a queue; each succeeds or fails by itself.</summary>
    [Operation, Authorize("sqs:SendMessage", "{Queue(QueueUrl)}")]
    [Throws<TooManyEntriesInBatchRequest>, Throws<EmptyBatchRequest>, Throws<BatchEntryIdsNotDistinct>, Throws<BatchRequestTooLong>, Throws<InvalidBatchEntryId>, Throws<UnsupportedOperation>, Throws<QueueDoesNotExist>]
    ValueTask<SendMessageBatchOutput> SendMessageBatch(SendMessageBatchInput input, CallContext call);

    /// <summary>Changes a queue's settings.</summary>
    [Operation, Authorize("sqs:SetQueueAttributes", "{Queue(QueueUrl)}")]
    [Throws<InvalidAttributeName>, Throws<InvalidAttributeValue>, Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>, Throws<OverLimit>]
    ValueTask SetQueueAttributes(SetQueueAttributesInput input, CallContext call);

    /// <summary>Starts to move the messages of a dead-letter queue to another queue, or back to where they came from.</summary>
    [Operation, Authorize("sqs:StartMessageMoveTask", "{Source(SourceArn)}")]
    [Throws<ResourceNotFoundException>, Throws<UnsupportedOperation>]
    ValueTask<StartMessageMoveTaskOutput> StartMessageMoveTask(StartMessageMoveTaskInput input, CallContext call);

    /// <summary>Adds or overwrites tags of a queue.</summary>
    [Operation, Authorize("sqs:TagQueue", "{Queue(QueueUrl)}")]
    [Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask TagQueue(TagQueueInput input, CallContext call);

    /// <summary>Removes tags of a queue.</summary>
    [Operation, Authorize("sqs:UntagQueue", "{Queue(QueueUrl)}")]
    [Throws<QueueDoesNotExist>, Throws<UnsupportedOperation>]
    ValueTask UntagQueue(UntagQueueInput input, CallContext call);
}
