namespace Undercast.Logs.Tests;

public sealed class GroupTests : Fixture
{
    [Fact]
    public async Task Groups_are_made_once_described_and_deleted()
    {
        await GroupAsync();
        Assert.Equal("The specified log group already exists", await RefusedAsync<ResourceAlreadyExistsException>(() => GroupAsync()));
        var group = Assert.Single((await Service.DescribeLogGroups(new DescribeLogGroupsInput { LogGroupNamePrefix = "g" }, Call)).LogGroups!);
        Assert.Equal("arn:aws:logs:us-east-1:000000000000:log-group:g:*", group.Arn);
        await Service.DeleteLogGroup(new DeleteLogGroupInput { LogGroupName = "g" }, Call);
        Assert.Equal("The specified log group does not exist.", await RefusedAsync<ResourceNotFoundException>(async () => await Service.DeleteLogGroup(new DeleteLogGroupInput { LogGroupName = "g" }, Call)));
    }

    [Fact]
    public async Task Groups_are_listed_in_pages()
    {
        foreach (var name in (string[])["a", "b", "c"]) await GroupAsync(name);
        var first = await Service.DescribeLogGroups(new DescribeLogGroupsInput { Limit = 2 }, Call);
        var rest = await Service.DescribeLogGroups(new DescribeLogGroupsInput { Limit = 2, NextToken = first.NextToken }, Call);
        Assert.Equal(["a", "b", "c"], first.LogGroups!.Concat(rest.LogGroups!).Select(g => g.LogGroupName!));
        Assert.Null(rest.NextToken);
    }

    [Fact]
    public async Task Streams_are_listed_by_name_and_by_last_event()
    {
        await GroupAsync("g", "a", "b", "c");
        await PutAsync("b", (Now, "x"));
        await PutAsync("a", (Now - 1000, "x"));
        var byName = await Service.DescribeLogStreams(new DescribeLogStreamsInput { LogGroupName = "g" }, Call);
        Assert.Equal(["a", "b", "c"], byName.LogStreams!.Select(s => s.LogStreamName!));
        var byTime = await Service.DescribeLogStreams(new DescribeLogStreamsInput { LogGroupName = "g", OrderBy = "LastEventTime", Descending = true, Limit = 2 }, Call);
        Assert.Equal(["b", "a"], byTime.LogStreams!.Select(s => s.LogStreamName!));
        var rest = await Service.DescribeLogStreams(new DescribeLogStreamsInput { LogGroupName = "g", OrderBy = "LastEventTime", Descending = true, Limit = 2, NextToken = byTime.NextToken }, Call);
        Assert.Equal(["c"], rest.LogStreams!.Select(s => s.LogStreamName!));
    }

    [Fact]
    public async Task A_deleted_stream_is_gone_with_its_events()
    {
        await GroupAsync("g", "a");
        await PutAsync("a", (Now, "x"));
        await Service.DeleteLogStream(new DeleteLogStreamInput { LogGroupName = "g", LogStreamName = "a" }, Call);
        Assert.Empty(await FilterAsync());
        RunJobs();
        await EventuallyAsync(async () => await Store.ReadAsync(tx => LogsTables.Events.CountAsync(tx, LogsTables.Events.All)) == 0);
    }

    [Fact]
    public async Task A_deleted_groups_events_are_removed()
    {
        await GroupAsync("g", "a");
        await PutAsync("a", (Now, "x"), (Now, "y"));
        await Service.DeleteLogGroup(new DeleteLogGroupInput { LogGroupName = "g" }, Call);
        RunJobs();
        await EventuallyAsync(async () => await Store.ReadAsync(async tx => await LogsTables.Events.CountAsync(tx, LogsTables.Events.All) + await LogsTables.Streams.CountAsync(tx, LogsTables.Streams.All)) == 0);
    }

    [Fact]
    public async Task Retention_lets_events_go()
    {
        await GroupAsync("g", "a");
        await PutAsync("a", (Now - (2 * 86_400_000L), "old"));
        await PutAsync("a", (Now, "new"));
        await Service.PutRetentionPolicy(new PutRetentionPolicyInput { LogGroupName = "g", RetentionInDays = 1 }, Call);
        Assert.Equal(["new"], await FilterAsync());
        RunJobs();
        await EventuallyAsync(async () => await Store.ReadAsync(tx => LogsTables.Events.CountAsync(tx, LogsTables.Events.All)) == 1);
        await Service.DeleteRetentionPolicy(new DeleteRetentionPolicyInput { LogGroupName = "g" }, Call);
        Assert.Null((await Service.DescribeLogGroups(new DescribeLogGroupsInput(), Call)).LogGroups![0].RetentionInDays);
        Assert.Contains("enum value set: [1, 3, 5,", await RefusedAsync<InvalidParameterException>(async () => await Service.PutRetentionPolicy(new PutRetentionPolicyInput { LogGroupName = "g", RetentionInDays = 2 }, Call)));
    }

    [Fact]
    public async Task Tags_come_and_go_by_name_and_by_ARN()
    {
        await GroupAsync();
        const string arn = "arn:aws:logs:us-east-1:000000000000:log-group:g";
        await Service.TagLogGroup(new TagLogGroupInput { LogGroupName = "g", Tags = new Dictionary<string, string> { ["a"] = "1" } }, Call);
        await Service.TagResource(new TagResourceInput { ResourceArn = arn, Tags = new Dictionary<string, string> { ["b"] = "2" } }, Call);
        Assert.Equal(2, (await Service.ListTagsLogGroup(new ListTagsLogGroupInput { LogGroupName = "g" }, Call)).Tags!.Count);
        await Service.UntagLogGroup(new UntagLogGroupInput { LogGroupName = "g", Tags = ["a"] }, Call);
        Assert.Equal("2", Assert.Single((await Service.ListTagsForResource(new ListTagsForResourceInput { ResourceArn = arn }, Call)).Tags!).Value);
        await Service.UntagResource(new UntagResourceInput { ResourceArn = arn, TagKeys = ["b"] }, Call);
        Assert.Empty((await Service.ListTagsForResource(new ListTagsForResourceInput { ResourceArn = arn }, Call)).Tags!);
    }
}
