using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

internal sealed partial class SqsService
{
    public async ValueTask ChangeMessageVisibility(ChangeMessageVisibilityInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        if (string.IsNullOrWhiteSpace(input.ReceiptHandle)) throw SqsFaults.Missing("ReceiptHandle");
        var timeout = VisibilityRules.Timeout(input.VisibilityTimeout);
        await store.WriteAsync(async tx => await ChangeVisibilityAsync(tx, await FindAsync(tx, key), input.ReceiptHandle, timeout, call.Now), call.Cancelled);
    }

    public async ValueTask<ChangeMessageVisibilityBatchOutput> ChangeMessageVisibilityBatch(ChangeMessageVisibilityBatchInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        const string entryName = "ChangeMessageVisibilityBatchRequestEntry";
        BatchRules.Check(input.Entries, entryName, static e => e.Id);
        var (done, failed) = await EachAsync(input.Entries!, static e => e.Id!, key, call, async (tx, queue, entry, i) =>
        {
            if (string.IsNullOrWhiteSpace(entry.ReceiptHandle)) throw SqsFaults.Missing("ReceiptHandle");
            var timeout = VisibilityRules.Timeout(entry.VisibilityTimeout, $"{entryName}.{i + 1}.VisibilityTimeout");
            await ChangeVisibilityAsync(tx, queue, entry.ReceiptHandle, timeout, call.Now);
        });
        return new ChangeMessageVisibilityBatchOutput
        {
            Successful = done.Count == 0 ? null : [.. done.Select(static id => new ChangeMessageVisibilityBatchResultEntry { Id = id })],
            Failed = failed.Count == 0 ? null : failed,
        };
    }

    private static ValueTask ChangeVisibilityAsync(IWriteTransaction tx, QueueRecord queue, string handle, int timeout, DateTimeOffset now)
    {
        var receipt = Receipt.Read(handle, queue.QueueId);
        return queue.Fifo
            ? FifoMessages.ChangeVisibilityAsync(tx, queue, receipt, handle, timeout, now)
            : StandardMessages.ChangeVisibilityAsync(tx, queue, receipt, handle, timeout, now);
    }
}
