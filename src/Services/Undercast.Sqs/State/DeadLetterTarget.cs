using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>Finds the queue that takes what a queue's receivers failed on.</summary>
internal static class DeadLetterTarget
{
    /// <summary>The dead-letter queue, or null when there is none, it is gone, or it no longer admits this source.</summary>
    public static async ValueTask<QueueRecord?> FindAsync(IReadTransaction tx, QueueRecord queue, QueueKey key)
    {
        if (queue.DeadLetterArn is not { } arn || !QueueNames.TryParseArn(arn, out var targetKey)) return null;
        var target = await SqsTables.Queues.GetAsync(tx, targetKey);
        return target is not null && target.Fifo == queue.Fifo && RedriveRules.Allows(target.RedriveAllowPolicy, QueueNames.Arn(key)) ? target : null;
    }
}
