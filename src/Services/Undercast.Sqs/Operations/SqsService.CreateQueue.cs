using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

internal sealed partial class SqsService
{
    public async ValueTask<CreateQueueOutput> CreateQueue(CreateQueueInput input, CallContext call)
    {
        var given = input.Attributes ?? new Dictionary<string, string>();
        var fifo = given.GetValueOrDefault("FifoQueue") switch
        {
            null => false,
            "true" => true,
            // AWS: false is not a value of this attribute; a standard queue leaves it out (CreateQueue, FifoQueue).
            _ => throw new InvalidAttributeName("FifoQueue"),
        };
        if (fifo && input.QueueName?.EndsWith(QueueNames.FifoSuffix, StringComparison.Ordinal) == false) throw new InvalidAttributeName("FifoQueue");
        QueueNames.Check(input.QueueName, fifo);
        TagRules.Check(input.Tags);

        var key = new QueueKey(call.Account, call.Region, input.QueueName!);
        var fresh = new QueueRecord
        {
            QueueId = Ids.NewInt64(),
            StorageId = Ids.NewInt64(),
            Created = call.Now,
            Modified = call.Now,
            Fifo = fifo,
            Tags = input.Tags ?? new Dictionary<string, string>(),
        };
        var queue = QueueAttributes.Apply(fresh, key, given);
        await store.WriteAsync(
            async tx =>
            {
                if (await SqsTables.Queues.GetAsync(tx, key) is { } existing)
                {
                    if (QueueAttributes.FirstDifference(existing, key, given) is { } name) throw new QueueNameExists(name);
                    return;
                }
                if (await SqsTables.Deleted.GetAsync(tx, key) is { } deleted)
                {
                    if (call.Now - deleted.At < Limits.NameRest) throw new QueueDeletedRecently();
                    SqsTables.Deleted.Delete(tx, key);
                }
                await CheckDeadLetterAsync(tx, key, queue);
                await SqsTables.Queues.PutAsync(tx, key, queue);
                SweepJob.Schedule(tx, key, queue, call.Now.AddSeconds(queue.RetentionSeconds));
            },
            call.Cancelled);
        return new CreateQueueOutput { QueueUrl = QueueNames.Url(key, call) };
    }

    private static async ValueTask CheckDeadLetterAsync(IReadTransaction tx, QueueKey key, QueueRecord queue)
    {
        if (queue.DeadLetterArn is not { } arn || !QueueNames.TryParseArn(arn, out var targetKey)) return;
        // AWS: the dead-letter queue lives in the source's own region and account (SQS dead-letter queues).
        if (targetKey.Region != key.Region || targetKey.Account != key.Account || await SqsTables.Queues.GetAsync(tx, targetKey) is not { } target)
            throw RedriveRules.TargetMissing(queue.RedrivePolicy!);
        if (!RedriveRules.Allows(target.RedriveAllowPolicy, QueueNames.Arn(key)))
            throw SqsFaults.Invalid(queue.RedrivePolicy!, "RedrivePolicy", "Redrive permission to the specified deadLetterTargetArn is denied.");
    }
}
