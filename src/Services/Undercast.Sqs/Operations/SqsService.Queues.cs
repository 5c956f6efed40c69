using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

internal sealed partial class SqsService
{
    public async ValueTask<GetQueueUrlOutput> GetQueueUrl(GetQueueUrlInput input, CallContext call)
    {
        if (string.IsNullOrEmpty(input.QueueName)) throw SqsFaults.Invalid("Value for parameter QueueName is invalid. Reason: Must specify a queue name.");
        var key = new QueueKey(input.QueueOwnerAWSAccountId ?? call.Account, call.Region, input.QueueName);
        await store.ReadAsync(tx => FindAsync(tx, key), call.Cancelled);
        return new GetQueueUrlOutput { QueueUrl = QueueNames.Url(key, call) };
    }

    public async ValueTask<ListQueuesOutput> ListQueues(ListQueuesInput input, CallContext call)
    {
        var (limit, after) = Page(input.MaxResults, input.NextToken);
        var range = SqsTables.Queues.TextPrefix(call.Account, call.Region, input.QueueNamePrefix ?? "");
        var rows = await store.ReadAsync(
            tx => SqsTables.Queues.RangeAsync(tx, range, limit + 1, after: after is null ? null : new QueueKey(call.Account, call.Region, after)), call.Cancelled);
        return new ListQueuesOutput
        {
            QueueUrls = rows.Count == 0 ? null : [.. rows.Take(limit).Select(r => QueueNames.Url(r.Key, call))],
            // AWS: without MaxResults the first thousand come and no token (ListQueues, MaxResults).
            NextToken = rows.Count > limit && input.MaxResults is not null ? Token(rows[limit - 1].Key.Name) : null,
        };
    }

    public async ValueTask<ListDeadLetterSourceQueuesOutput> ListDeadLetterSourceQueues(ListDeadLetterSourceQueuesInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        var (limit, after) = Page(input.MaxResults, input.NextToken);
        var arn = QueueNames.Arn(key);
        var rows = await store.ReadAsync(
            async tx =>
            {
                await FindAsync(tx, key);
                var index = SqsTables.QueuesByDeadLetter;
                return await index.KeysAsync(tx, index.Prefix(arn), limit + 1, after: after is null ? null : (new TextKey(arn), new QueueKey(key.Account, key.Region, after)));
            },
            call.Cancelled);
        return new ListDeadLetterSourceQueuesOutput
        {
            QueueUrls = [.. rows.Take(limit).Select(r => QueueNames.Url(r.Key, call))],
            NextToken = rows.Count > limit && input.MaxResults is not null ? Token(rows[limit - 1].Key.Name) : null,
        };
    }

    private static (int Limit, string? After) Page(int? maxResults, string? token)
    {
        if (maxResults is < 0 or > Limits.ListResults)
            throw SqsFaults.Invalid("Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.");
        var limit = maxResults is null or 0 ? Limits.ListResults : maxResults.Value;
        if (string.IsNullOrEmpty(token)) return (limit, null);
        var bytes = new byte[token.Length];
        if (token.Length > 256 || !Convert.TryFromBase64String(token, bytes, out var length)) throw SqsFaults.Invalid("Invalid or expired next token.");
        return (limit, Encoding.UTF8.GetString(bytes, 0, length));
    }

    private static string Token(string name) => Convert.ToBase64String(Encoding.UTF8.GetBytes(name));

    public async ValueTask DeleteQueue(DeleteQueueInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        await store.WriteAsync(
            async tx =>
            {
                var queue = await FindAsync(tx, key);
                await SqsTables.Queues.DeleteAsync(tx, key);
                SqsTables.Deleted.Put(tx, key, new DeletedRecord(call.Now));
                SweepJob.Unschedule(tx, queue);
                DropJob.Schedule(tx, queue.StorageId, call.Now);
                DropJob.ScheduleQueue(tx, queue.QueueId, call.Now);
                tx.Signal(SqsTables.Subject(queue));
            },
            call.Cancelled);
    }

    public ValueTask PurgeQueue(PurgeQueueInput input, CallContext call)
    {
        var storage = Ids.NewInt64();
        return UpdateAsync(input.QueueUrl, call, (tx, key, queue) =>
        {
            if (queue.Purged is { } last && call.Now - last < Limits.PurgeRest) throw new PurgeQueueInProgress(key.Name);
            // The messages stay behind under the old storage id, out of reach at once; a job removes their rows.
            DropJob.Schedule(tx, queue.StorageId, call.Now);
            tx.Signal(SqsTables.Subject(queue));
            return new ValueTask<QueueRecord>(queue with { StorageId = storage, Purged = call.Now });
        });
    }
}
