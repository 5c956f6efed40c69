using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

internal sealed partial class LogsService
{
    public async ValueTask<StartQueryOutput> StartQuery(StartQueryInput input, CallContext call)
    {
        if (input.QueryLanguage is not (null or "CWLI")) throw CommonException.NotSupported($"The query language {input.QueryLanguage}");
        var groups = LogNames.OfQuery(input, call);
        if (input.StartTime > input.EndTime) throw new InvalidParameterException("End time should not be less than start time");
        QueryPlan.Parse(input.QueryString, input.Limit, call.Now);
        foreach (var other in groups.Skip(1))
        {
            if (access is not null) await access.DemandAsync(call, "logs:StartQuery", LogNames.GroupArn(other));
        }
        var key = new NamedKey(call.Account, call.Region, Ids.NewGuid().ToString());
        var record = new QueryRecord
        {
            Text = input.QueryString, Groups = [.. groups.Select(LogNames.GroupArn)], Start = Milliseconds(input.StartTime), End = Milliseconds(input.EndTime), Limit = input.Limit, Created = call.Now,
        };
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                foreach (var group in groups) await FindAsync(tx, group);
                LogsTables.Queries.Put(tx, key, record);
                QueryJobs.Schedule(tx, key, call.Now);
            },
            call.Cancelled);
        return new StartQueryOutput { QueryId = key.Name };
    }

    // AWS: seconds; clients that give milliseconds are understood.
    private static long Milliseconds(long time) => time > 100_000_000_000 ? time : time * 1000;

    public async ValueTask<GetQueryResultsOutput> GetQueryResults(GetQueryResultsInput input, CallContext call)
    {
        var query = await store.ReadAsync(tx => LogsTables.Queries.GetAsync(tx, new NamedKey(call.Account, call.Region, input.QueryId)), call.Cancelled)
            ?? throw new ResourceNotFoundException("Query does not exist");
        return new GetQueryResultsOutput
        {
            QueryLanguage = "CWLI", Status = query.Status, Results = query.Rows ?? [],
            Statistics = new QueryStatistics
            {
                RecordsMatched = query.Matched, RecordsScanned = query.Scanned, BytesScanned = query.Bytes, EstimatedBytesSkipped = 0, EstimatedRecordsSkipped = 0, LogGroupsScanned = query.Groups.Count,
            },
        };
    }

    public ValueTask<StopQueryOutput> StopQuery(StopQueryInput input, CallContext call)
    {
        var key = new NamedKey(call.Account, call.Region, input.QueryId);
        return store.WriteAsync(
            async tx =>
            {
                var query = await LogsTables.Queries.GetAsync(tx, key) ?? throw new ResourceNotFoundException("Query does not exist");
                if (query.Status is not ("Scheduled" or "Running")) throw new InvalidParameterException("Query has already ended with " + query.Status + " status");
                LogsTables.Queries.Put(tx, key, query with { Status = "Cancelled" });
                return new StopQueryOutput { Success = true };
            },
            call.Cancelled);
    }

    public ValueTask<DescribeQueriesOutput> DescribeQueries(DescribeQueriesInput input, CallContext call) => store.ReadAsync(
        async tx =>
        {
            var rows = await LogsTables.Queries.RangeAsync(tx, LogsTables.Queries.Prefix(call.Account, call.Region));
            var group = input.LogGroupName is { } name ? LogNames.GroupArn(Key(name, call)) : null;
            var (page, next) = Paging.Page(
                rows.Where(r => (group is null || r.Record.Groups.Contains(group)) && (input.Status is null || r.Record.Status == input.Status)).OrderByDescending(r => r.Record.Created), r => r.Key.Name, input.NextToken, input.MaxResults ?? 1000);
            return new DescribeQueriesOutput
            {
                Queries = [.. page.Select(r => new QueryInfo
                {
                    QueryLanguage = "CWLI", QueryId = r.Key.Name, QueryString = r.Record.Text, Status = r.Record.Status, CreateTime = r.Record.Created.ToUnixTimeMilliseconds(),
                    LogGroupName = LogNames.OfArn(r.Record.Groups[0], call).Name, QueryDuration = r.Record.Milliseconds, BytesScanned = r.Record.Bytes,
                })],
                NextToken = next,
            };
        },
        call.Cancelled);

    public async ValueTask<PutQueryDefinitionOutput> PutQueryDefinition(PutQueryDefinitionInput input, CallContext call)
    {
        var key = new NamedKey(call.Account, call.Region, input.QueryDefinitionId ?? call.NewIds.Guid().ToString());
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                if (input.QueryDefinitionId is not null && !await LogsTables.QueryDefinitions.ExistsAsync(tx, key)) throw new ResourceNotFoundException("The specified query definition does not exist.");
                LogsTables.QueryDefinitions.Put(tx, key, new QueryDefinitionRecord(input.Name, input.QueryString, input.LogGroupNames, input.Parameters, input.QueryLanguage ?? "CWLI", call.Now));
            },
            call.Cancelled);
        return new PutQueryDefinitionOutput { QueryDefinitionId = key.Name };
    }

    public ValueTask<DescribeQueryDefinitionsOutput> DescribeQueryDefinitions(DescribeQueryDefinitionsInput input, CallContext call) => store.ReadAsync(
        async tx =>
        {
            var rows = await LogsTables.QueryDefinitions.RangeAsync(tx, LogsTables.QueryDefinitions.Prefix(call.Account, call.Region));
            var found = rows.Where(r => r.Record.Name.StartsWith(input.QueryDefinitionNamePrefix ?? "", StringComparison.Ordinal) && (input.QueryLanguage is null || r.Record.Language == input.QueryLanguage));
            var (page, next) = Paging.Page(found.OrderBy(r => r.Record.Name, StringComparer.Ordinal), r => r.Key.Name, input.NextToken, input.MaxResults ?? 1000);
            return new DescribeQueryDefinitionsOutput
            {
                QueryDefinitions = [.. page.Select(r => new QueryDefinition
                {
                    QueryLanguage = r.Record.Language, QueryDefinitionId = r.Key.Name, Name = r.Record.Name, QueryString = r.Record.Text, LastModified = r.Record.Modified.ToUnixTimeMilliseconds(),
                    LogGroupNames = r.Record.Groups ?? [], Parameters = r.Record.Parameters,
                })],
                NextToken = next,
            };
        },
        call.Cancelled);

    public ValueTask<DeleteQueryDefinitionOutput> DeleteQueryDefinition(DeleteQueryDefinitionInput input, CallContext call)
    {
        var key = new NamedKey(call.Account, call.Region, input.QueryDefinitionId);
        return store.WriteAsync(
            async tx =>
            {
                if (!await LogsTables.QueryDefinitions.ExistsAsync(tx, key)) throw new ResourceNotFoundException("The specified query definition does not exist.");
                LogsTables.QueryDefinitions.Delete(tx, key);
                return new DeleteQueryDefinitionOutput { Success = true };
            },
            call.Cancelled);
    }
}

/// <summary>Pages of what is ordered in memory; the token names the last that was shown.</summary>
internal static class Paging
{
    public static (IReadOnlyList<T> Page, string? Next) Page<T>(IEnumerable<T> ordered, Func<T, string> id, string? token, int limit)
    {
        var after = Tokens.Read(token);
        var rest = after is null ? ordered : ordered.SkipWhile(r => id(r) != after).Skip(1);
        var page = rest.Take(limit + 1).ToArray();
        return page.Length > limit ? (page[..limit], Tokens.Write(id(page[limit - 1]))) : (page, null);
    }
}
