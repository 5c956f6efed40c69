using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

internal sealed partial class SqsService
{
    public ValueTask TagQueue(TagQueueInput input, CallContext call)
    {
        if (input.Tags is not { Count: > 0 } tags) throw SqsFaults.Missing("Tags");
        TagRules.Check(tags);
        return UpdateAsync(input.QueueUrl, call, (_, _, queue) =>
        {
            var all = new Dictionary<string, string>(queue.Tags);
            foreach (var (key, value) in tags) all[key] = value;
            TagRules.Check(all);
            return new ValueTask<QueueRecord>(queue with { Tags = all });
        });
    }

    public ValueTask UntagQueue(UntagQueueInput input, CallContext call)
    {
        if (input.TagKeys is not { Count: > 0 } keys) throw SqsFaults.Missing("TagKeys");
        return UpdateAsync(input.QueueUrl, call, (_, _, queue) =>
        {
            var rest = new Dictionary<string, string>(queue.Tags);
            foreach (var key in keys) rest.Remove(key);
            return new ValueTask<QueueRecord>(queue with { Tags = rest });
        });
    }

    public async ValueTask<ListQueueTagsOutput> ListQueueTags(ListQueueTagsInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        var queue = await store.ReadAsync(tx => FindAsync(tx, key), call.Cancelled);
        return new ListQueueTagsOutput { Tags = queue.Tags.Count == 0 ? null : queue.Tags };
    }
}
