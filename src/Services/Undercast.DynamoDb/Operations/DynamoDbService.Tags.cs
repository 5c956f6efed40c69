using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MostTags = 50;

    public async ValueTask TagResource(TagResourceInput input, CallContext call)
    {
        var key = Tagged(input.ResourceArn);
        if (input.Tags.Count == 0) throw Faults.Validation("Atleast one Tag needs to be provided as Input.");
        TableRules.CheckTags(input.Tags);
        await ChangeTagsAsync(
            key, input.ResourceArn,
            tags =>
            {
                foreach (var tag in input.Tags) tags[tag.Key] = tag.Value;
                if (tags.Count > MostTags) throw TableRules.ManyTags();
            },
            call);
    }

    public async ValueTask UntagResource(UntagResourceInput input, CallContext call)
    {
        var key = Tagged(input.ResourceArn);
        if (input.TagKeys.Count == 0) throw Faults.Validation("Atleast one Tag Key needs to be provided as Input.");
        await ChangeTagsAsync(
            key, input.ResourceArn,
            tags =>
            {
                foreach (var name in input.TagKeys) tags.Remove(name);
            },
            call);
    }

    public async ValueTask<ListTagsOfResourceOutput> ListTagsOfResource(ListTagsOfResourceInput input, CallContext call)
    {
        var key = Tagged(input.ResourceArn);
        var table = await store.ReadAsync(tx => TaggedAsync(tx, key, input.ResourceArn), call.Cancelled);
        return new ListTagsOfResourceOutput { Tags = [.. table.Tags.Select(t => new Tag { Key = t.Key, Value = t.Value })] };
    }

    private async ValueTask ChangeTagsAsync(TableKey key, string arn, Action<Dictionary<string, string>> change, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var table = await TaggedAsync(tx, key, arn);
            var tags = new Dictionary<string, string>(table.Tags, StringComparer.Ordinal);
            change(tags);
            DynamoDbTables.Tables.Put(tx, key, table with { Tags = tags });
        },
        call.Cancelled);

    private async ValueTask<TableRecord> TaggedAsync(IReadTransaction tx, TableKey key, string arn) =>
        await catalog.FindAsync(tx, key) ?? throw new ResourceNotFoundException($"Requested resource not found: ResourcArn: {arn} not found");

    private static TableKey Tagged(string arn) =>
        TableNames.TryParseArn(arn, out var key, out var rest) && rest.Length == 0 ? key : throw Faults.Validation($"Invalid TableArn: Invalid ResourceArn provided as input {arn}");
}
