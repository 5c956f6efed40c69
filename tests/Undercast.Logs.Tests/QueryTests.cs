namespace Undercast.Logs.Tests;

// The queries follow AWS's page of sample queries and the pages of the commands.
public sealed class QueryTests : Fixture
{
    private async Task<string[]> RunAsync(string query, params string[] messages)
    {
        await GroupAsync("g", "a");
        if (messages.Length > 0) await PutAsync("a", [.. messages.Select((m, i) => (Now + (i * 1000), m))]);
        RunJobs();
        return await AgainAsync(query);
    }

    private async Task<string[]> AgainAsync(string query)
    {
        var id = (await Service.StartQuery(new StartQueryInput { LogGroupName = "g", StartTime = (Now / 1000) - 3600, EndTime = (Now / 1000) + 3600, QueryString = query }, Call)).QueryId!;
        GetQueryResultsOutput? output = null;
        await EventuallyAsync(async () => (output = await Service.GetQueryResults(new GetQueryResultsInput { QueryId = id }, Call)).Status == "Complete");
        return [.. output!.Results!.Select(r => string.Join(' ', r.Where(f => f.Field != "@ptr").Select(f => f.Value)))];
    }

    [Fact]
    public async Task Fields_are_found_in_JSON_and_the_newest_event_comes_first() =>
        Assert.Equal(["c 3", "b 2", "a 1"], await RunAsync("fields name, inner.n", "{\"name\":\"a\",\"inner\":{\"n\":1}}", "{\"name\":\"b\",\"inner\":{\"n\":2}}", "{\"name\":\"c\",\"inner\":{\"n\":3}}"));

    [Fact]
    public async Task Filters_compare_match_and_combine()
    {
        Assert.Equal(["{\"s\":500,\"m\":\"bad gateway\"}"], await RunAsync("fields @message | filter s >= 400 and m like /bad \\w+/", "{\"s\":200,\"m\":\"bad ok\"}", "{\"s\":500,\"m\":\"bad gateway\"}", "{\"s\":404,\"m\":\"no\"}"));
        Assert.Equal(["404", "200"], await AgainAsync("fields s | filter s in [200, 404] | sort s desc"));
        Assert.Equal(["404"], await AgainAsync("display s | filter not (m like \"bad\")"));
        Assert.Equal(["200"], await AgainAsync("fields s | filter ispresent(m) | sort s | limit 1"));
    }

    [Fact]
    public async Task Stats_gather_by_groups_and_spans_of_time()
    {
        Assert.Equal(["a 2 15 20", "b 1 5 5"], await RunAsync("stats count(*) as n, avg(v), max(v) by k | sort k", "{\"k\":\"a\",\"v\":10}", "{\"k\":\"b\",\"v\":5}", "{\"k\":\"a\",\"v\":20}"));
        Assert.Equal(["2026-01-01 00:00:00.000 3"], await AgainAsync("stats count(*) by bin(1h)"));
        Assert.Equal(["2 7.5 17.5"], await AgainAsync("stats count_distinct(k), pct(v, 25), sum(v) / 2"));
        Assert.Equal(["a"], await AgainAsync("stats count(*) as n by k | filter n > 1 | display k"));
    }

    [Fact]
    public async Task Text_is_parsed_by_places_and_by_expressions()
    {
        Assert.Equal(["ada 7"], await RunAsync("parse @message \"user=* took=*\" as who, ms | display who, ms", "user=ada took=7"));
        Assert.Equal(["7"], await AgainAsync("parse @message /took=(?<t>\\d+)/ | display t"));
    }

    [Fact]
    public async Task Doubles_are_left_out_and_patterns_found()
    {
        Assert.Equal(["b", "a"], await RunAsync("fields k | dedup k", "{\"k\":\"a\"}", "{\"k\":\"a\"}", "{\"k\":\"b\"}"));
        await PutAsync("a", (Now + 9000, "took 12 ms"), (Now + 9001, "took 15 ms"));
        Assert.Contains("took <*> ms 0.4 2 NONE", await AgainAsync("pattern @message"));
    }

    [Fact]
    public async Task Reports_of_functions_have_fields() =>
        Assert.Equal(["6.29 128000000"], await RunAsync("filter @type = \"REPORT\" | stats max(@duration), max(@memorySize)", "REPORT RequestId: r\tDuration: 6.29 ms\tBilled Duration: 7 ms\tMemory Size: 128 MB\tMax Memory Used: 60 MB\t\n"));

    [Theory]
    [InlineData("fields | limit")]
    [InlineData("nonsense x")]
    [InlineData("filter a = \"b")]
    [InlineData("stats a by b")]
    [InlineData("filter unknown(1)")]
    public async Task What_is_no_query_is_refused_with_its_place(string query)
    {
        await GroupAsync();
        var e = await Assert.ThrowsAsync<MalformedQueryException>(async () => await Service.StartQuery(new StartQueryInput { LogGroupName = "g", StartTime = 0, EndTime = 1, QueryString = query }, Call));
        Assert.NotNull(e.QueryCompileError!.Location!.StartCharOffset);
    }

    [Fact]
    public async Task Queries_are_listed_stopped_and_kept()
    {
        await GroupAsync();
        var id = (await Service.StartQuery(new StartQueryInput { LogGroupNames = ["g"], StartTime = 0, EndTime = 1, QueryString = "fields a" }, Call)).QueryId!;
        Assert.Equal("Scheduled", Assert.Single((await Service.DescribeQueries(new DescribeQueriesInput { LogGroupName = "g" }, Call)).Queries!).Status);
        Assert.True((await Service.StopQuery(new StopQueryInput { QueryId = id }, Call)).Success);
        Assert.Equal("Cancelled", (await Service.GetQueryResults(new GetQueryResultsInput { QueryId = id }, Call)).Status);
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.GetQueryResults(new GetQueryResultsInput { QueryId = "x" }, Call));
        var kept = (await Service.PutQueryDefinition(new PutQueryDefinitionInput { Name = "n", QueryString = "fields a", LogGroupNames = ["g"] }, Call)).QueryDefinitionId!;
        Assert.Equal("fields a", Assert.Single((await Service.DescribeQueryDefinitions(new DescribeQueryDefinitionsInput { QueryDefinitionNamePrefix = "n" }, Call)).QueryDefinitions!).QueryString);
        Assert.True((await Service.DeleteQueryDefinition(new DeleteQueryDefinitionInput { QueryDefinitionId = kept }, Call)).Success);
        Assert.Empty((await Service.DescribeQueryDefinitions(new DescribeQueryDefinitionsInput(), Call)).QueryDefinitions!);
    }
}
