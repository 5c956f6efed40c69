using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

internal sealed partial class SqsService
{
    public async ValueTask DeleteMessage(DeleteMessageInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        if (string.IsNullOrWhiteSpace(input.ReceiptHandle)) throw SqsFaults.Missing("ReceiptHandle");
        await store.WriteAsync(async tx => await DeleteAsync(tx, await FindAsync(tx, key), input.ReceiptHandle, call.Now), call.Cancelled);
    }

    public async ValueTask<DeleteMessageBatchOutput> DeleteMessageBatch(DeleteMessageBatchInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        BatchRules.Check(input.Entries, "DeleteMessageBatchRequestEntry", static e => e.Id);
        var (done, failed) = await EachAsync(input.Entries!, static e => e.Id!, key, call, async (tx, queue, entry, _) =>
        {
            if (string.IsNullOrWhiteSpace(entry.ReceiptHandle)) throw SqsFaults.Missing("ReceiptHandle");
            await DeleteAsync(tx, queue, entry.ReceiptHandle, call.Now);
        });
        return new DeleteMessageBatchOutput
        {
            Successful = done.Count == 0 ? null : [.. done.Select(static id => new DeleteMessageBatchResultEntry { Id = id })],
            Failed = failed.Count == 0 ? null : failed,
        };
    }

    private static ValueTask DeleteAsync(IWriteTransaction tx, QueueRecord queue, string handle, DateTimeOffset now)
    {
        var receipt = Receipt.Read(handle, queue.QueueId);
        return queue.Fifo ? FifoMessages.DeleteAsync(tx, queue, receipt, handle, now) : StandardMessages.DeleteAsync(tx, queue, receipt);
    }

    /// <summary>Performs a batch in one transaction; an entry that is refused changes nothing and is reported by itself.</summary>
    private async ValueTask<(List<string> Done, List<BatchResultErrorEntry> Failed)> EachAsync<T>(
        IReadOnlyList<T> entries, Func<T, string> id, QueueKey key, CallContext call, Func<IWriteTransaction, QueueRecord, T, int, ValueTask> perform) =>
        await store.WriteAsync(
            async tx =>
            {
                var queue = await FindAsync(tx, key);
                var done = new List<string>(entries.Count);
                var failed = new List<BatchResultErrorEntry>();
                for (var i = 0; i < entries.Count; i++)
                {
                    try
                    {
                        await perform(tx, queue, entries[i], i);
                        done.Add(id(entries[i]));
                    }
                    catch (AwsException refused)
                    {
                        failed.Add(BatchRules.Failed(id(entries[i]), refused));
                    }
                }
                return (done, failed);
            },
            call.Cancelled);
}
