using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<DescribeContributorInsightsOutput> DescribeContributorInsights(DescribeContributorInsightsInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        var table = await store.ReadAsync(tx => NamedAsync(tx, key), call.Cancelled);
        CheckIndex(table, input.IndexName);
        var setting = table.Insights?.GetValueOrDefault(input.IndexName ?? "");
        return new DescribeContributorInsightsOutput
        {
            TableName = key.Name,
            IndexName = input.IndexName,
            ContributorInsightsStatus = setting is null ? "DISABLED" : "ENABLED",
            ContributorInsightsMode = setting?.Mode,
            ContributorInsightsRuleList = setting is null ? null : Rules(setting.Mode, key, input.IndexName),
            LastUpdateDateTime = setting?.Updated,
        };
    }

    public async ValueTask<UpdateContributorInsightsOutput> UpdateContributorInsights(UpdateContributorInsightsInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        var enables = input.ContributorInsightsAction == "ENABLE";
        var mode = input.ContributorInsightsMode ?? "ACCESSED_AND_THROTTLED_KEYS";
        await store.WriteAsync(
            async tx =>
            {
                var table = await NamedAsync(tx, key);
                CheckIndex(table, input.IndexName);
                var settings = new Dictionary<string, InsightsRecord>(table.Insights ?? new Dictionary<string, InsightsRecord>(), StringComparer.Ordinal);
                if (enables) settings[input.IndexName ?? ""] = new InsightsRecord(mode, call.Now);
                else settings.Remove(input.IndexName ?? "");
                DynamoDbTables.Tables.Put(tx, key, table with { Insights = settings.Count == 0 ? null : settings });
            },
            call.Cancelled);
        return new UpdateContributorInsightsOutput { TableName = key.Name, IndexName = input.IndexName, ContributorInsightsStatus = enables ? "ENABLING" : "DISABLING", ContributorInsightsMode = enables ? mode : null };
    }

    public async ValueTask<ListContributorInsightsOutput> ListContributorInsights(ListContributorInsightsInput input, CallContext call)
    {
        var tables = DynamoDbTables.Tables;
        var range = input.TableName is { } name ? tables.Prefix(call.Account, call.Region, TableNames.Of(name, call).Name) : tables.Prefix(call.Account, call.Region);
        var rows = await store.ReadAsync(tx => tables.RangeAsync(tx, range, int.MaxValue), call.Cancelled);
        var all = rows.SelectMany(r => (r.Record.Insights ?? new Dictionary<string, InsightsRecord>()).OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => new ContributorInsightsSummary
        {
            TableName = r.Key.Name,
            IndexName = i.Key.Length == 0 ? null : i.Key,
            ContributorInsightsStatus = "ENABLED",
            ContributorInsightsMode = i.Value.Mode,
        }));
        var limit = input.MaxResults is > 0 and var most ? most : MostListed;
        var found = all.SkipWhile(s => input.NextToken is { } token && string.CompareOrdinal($"{s.TableName}/{s.IndexName}", token) <= 0).Take(limit + 1).ToArray();
        return new ListContributorInsightsOutput
        {
            ContributorInsightsSummaries = found.Length > limit ? found[..limit] : found,
            NextToken = found.Length > limit ? $"{found[limit - 1].TableName}/{found[limit - 1].IndexName}" : null,
        };
    }

    private static void CheckIndex(TableRecord table, string? index)
    {
        if (index is not null && table.Layout.Find(index) is null) throw new ResourceNotFoundException($"Requested resource not found: Index: {index} not found");
    }

    // AWS: the rules' names (Getting started with CloudWatch Contributor Insights for DynamoDB).
    private static string[] Rules(string mode, TableKey key, string? index)
    {
        var name = index is null ? key.Name : $"{key.Name}-{index}";
        string[] throttled = [$"DynamoDBContributorInsights-PKT-{name}", $"DynamoDBContributorInsights-SKT-{name}"];
        return mode == "THROTTLED_KEYS" ? throttled : [$"DynamoDBContributorInsights-PKC-{name}", $"DynamoDBContributorInsights-SKC-{name}", .. throttled];
    }
}
