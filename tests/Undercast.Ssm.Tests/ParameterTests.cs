using Undercast.Kernel;

namespace Undercast.Ssm.Tests;

public sealed class ParameterTests : Fixture
{
    [Fact]
    public async Task A_parameter_is_read_by_name_version_label_and_arn()
    {
        Assert.Equal((1, "Standard"), ((await PutAsync("/app/key", "one")) is var first ? (first.Version, first.Tier) : default));
        Assert.Equal(2, (await PutAsync("/app/key", "two", overwrite: true, type: null)).Version);
        await Service.LabelParameterVersion(new LabelParameterVersionInput { Name = "/app/key", ParameterVersion = 1, Labels = ["old"] }, Call);
        var now = await GetAsync("/app/key");
        Assert.Equal(("two", 2, "arn:aws:ssm:us-east-1:000000000000:parameter/app/key", "String", "text"), (now.Value, now.Version, now.ARN, now.Type, now.DataType));
        Assert.Equal(("one", ":1"), (await GetAsync("/app/key:1")) is var v ? (v.Value, v.Selector) : default);
        Assert.Equal("one", (await GetAsync("/app/key:old")).Value);
        Assert.Equal("two", (await GetAsync(now.ARN!)).Value);
        await PutAsync("plain", "p");
        Assert.Equal("p", (await GetAsync("arn:aws:ssm:us-east-1:000000000000:parameter/plain")).Value);
        Assert.Equal("Parameter /no not found.", await RefusedAsync<ParameterNotFound>(() => GetAsync("/no")));
        await RefusedAsync<ParameterVersionNotFound>(() => GetAsync("/app/key:9"));
        await RefusedAsync<ParameterVersionNotFound>(() => GetAsync("/app/key:none"));
    }

    [Fact]
    public async Task An_existing_parameter_is_changed_only_when_that_is_said()
    {
        await PutAsync("a", "1");
        Assert.Equal("The parameter already exists. To overwrite this value, set the overwrite option in the request to true.", await RefusedAsync<ParameterAlreadyExists>(() => PutAsync("a", "2")));
        await RefusedAsync<HierarchyTypeMismatchException>(() => PutAsync("a", "2", overwrite: true, type: "StringList"));
        Assert.Equal("A parameter type is required when you create a parameter.", await RefusedAsync<CommonException>(() => PutAsync("b", "2", type: null)));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("/a//b")]
    [InlineData("/a/")]
    [InlineData("ssm-x")]
    [InlineData("/SSM/x")]
    [InlineData("é")]
    public async Task Bad_names_are_refused(string name) => Assert.StartsWith("Parameter name: can't be prefixed with \"ssm\"", await RefusedAsync<CommonException>(() => PutAsync(name, "x")));

    [Fact]
    public async Task Limits_hold()
    {
        Assert.Equal("No access to reserved parameter name: /aws/x.", await RefusedAsync<CommonException>(() => PutAsync("/aws/x", "x")));
        await RefusedAsync<HierarchyLevelLimitExceededException>(() => PutAsync(string.Concat(Enumerable.Repeat("/a", 16)), "x"));
        Assert.StartsWith("Standard tier parameters support a maximum parameter value of 4096", await RefusedAsync<CommonException>(() => PutAsync("big", new string('x', 4097))));
        Assert.Equal("Advanced", (await PutAsync("big", new string('x', 4097), tier: "Intelligent-Tiering")).Tier);
        await RefusedAsync<CommonException>(() => PutAsync("bigger", new string('x', 8193), tier: "Advanced"));
        await RefusedAsync<CommonException>(() => PutAsync("big", "x", overwrite: true, tier: "Standard"));
        await RefusedAsync<ParameterPatternMismatchException>(() => PutAsync("p", "abc", pattern: "^[0-9]+$"));
        await RefusedAsync<InvalidAllowedPatternException>(() => PutAsync("p", "abc", pattern: "("));
        await RefusedAsync<CommonException>(() => PutAsync("s", "x", type: "SecureString"));
        for (var i = 1; i <= 100; i++) await PutAsync("v", $"{i}", overwrite: true);
        await Service.LabelParameterVersion(new LabelParameterVersionInput { Name = "v", ParameterVersion = 1, Labels = ["keep"] }, Call);
        await RefusedAsync<ParameterMaxVersionLimitExceeded>(() => PutAsync("v", "101", overwrite: true));
        await Service.UnlabelParameterVersion(new UnlabelParameterVersionInput { Name = "v", ParameterVersion = 1, Labels = ["keep"] }, Call);
        Assert.Equal(101, (await PutAsync("v", "101", overwrite: true)).Version);
        await RefusedAsync<ParameterVersionNotFound>(() => GetAsync("v:1"));
    }

    [Fact]
    public async Task Several_are_read_and_removed_at_once()
    {
        await PutAsync("a", "1");
        await PutAsync("b", "2");
        var got = await Service.GetParameters(new GetParametersInput { Names = ["a", "b", "c", "a:7"] }, Call);
        Assert.Equal(["1", "2"], got.Parameters!.Select(p => p.Value));
        Assert.Equal(["c", "a:7"], got.InvalidParameters);
        await Service.DeleteParameter(new DeleteParameterInput { Name = "a" }, Call);
        await RefusedAsync<ParameterNotFound>(async () => await Service.DeleteParameter(new DeleteParameterInput { Name = "a" }, Call));
        var gone = await Service.DeleteParameters(new DeleteParametersInput { Names = ["a", "b"] }, Call);
        Assert.Equal(["b"], gone.DeletedParameters);
        Assert.Equal(["a"], gone.InvalidParameters);
        // A name that is used again starts at its first version.
        Assert.Equal(1, (await PutAsync("a", "9")).Version);
    }

    [Fact]
    public async Task Paths_are_read_one_level_or_all_in_pages()
    {
        foreach (var name in (string[])["/a/1", "/a/2", "/a/b/3", "/ab/4"]) await PutAsync(name, name);
        Task<GetParametersByPathOutput> Read(bool recursive, int? most = null, string? token = null, string path = "/a") =>
            Service.GetParametersByPath(new GetParametersByPathInput { Path = path, Recursive = recursive, MaxResults = most, NextToken = token }, Call).AsTask();
        Assert.Equal(["/a/1", "/a/2"], (await Read(false)).Parameters!.Select(p => p.Name));
        Assert.Equal(["/a/1", "/a/2", "/a/b/3"], (await Read(true)).Parameters!.Select(p => p.Name));
        var page = await Read(true, 2);
        Assert.Equal(["/a/1", "/a/2"], page.Parameters!.Select(p => p.Name));
        var rest = await Read(true, 2, page.NextToken);
        Assert.Equal(("/a/b/3", null), (rest.Parameters!.Single().Name, rest.NextToken));
        Assert.StartsWith("The parameter doesn't meet", await RefusedAsync<CommonException>(() => Read(true, path: "a")));
        await RefusedAsync<InvalidNextToken>(() => Read(true, 2, "%"));
    }

    [Fact]
    public async Task Listings_are_filtered()
    {
        await PutAsync("/x/one", "1");
        await PutAsync("/x/y/two", "1,2", type: "StringList");
        await Service.AddTagsToResource(new AddTagsToResourceInput { ResourceType = "Parameter", ResourceId = "/x/one", Tags = [new Tag { Key = "k", Value = "v" }] }, Call);
        async Task<string[]> List(string key, string? option, params string[] values) =>
            [.. (await Service.DescribeParameters(new DescribeParametersInput { ParameterFilters = [new ParameterStringFilter { Key = key, Option = option, Values = values }] }, Call)).Parameters!.Select(p => p.Name!)];
        Assert.Equal(["/x/one"], await List("Name", "Contains", "one"));
        Assert.Equal(["/x/one", "/x/y/two"], await List("Name", "BeginsWith", "x/"));
        Assert.Equal(["/x/y/two"], await List("Type", null, "StringList"));
        Assert.Equal(["/x/one"], await List("Path", "OneLevel", "/x"));
        Assert.Equal(["/x/one"], await List("tag:k", null, "v"));
        await RefusedAsync<InvalidFilterOption>(() => List("Type", "Contains", "x"));
        Assert.Equal("v", (await Service.ListTagsForResource(new ListTagsForResourceInput { ResourceType = "Parameter", ResourceId = "/x/one" }, Call)).TagList!.Single().Value);
        await Service.RemoveTagsFromResource(new RemoveTagsFromResourceInput { ResourceType = "Parameter", ResourceId = "/x/one", TagKeys = ["k"] }, Call);
        Assert.Empty((await Service.ListTagsForResource(new ListTagsForResourceInput { ResourceType = "Parameter", ResourceId = "/x/one" }, Call)).TagList!);
        await RefusedAsync<InvalidResourceId>(async () => await Service.ListTagsForResource(new ListTagsForResourceInput { ResourceType = "Parameter", ResourceId = "/no" }, Call));
    }

    [Fact]
    public async Task History_is_listed_in_pages_with_labels()
    {
        foreach (var value in (string[])["1", "2", "3"]) await PutAsync("h", value, overwrite: true);
        var bad = await Service.LabelParameterVersion(new LabelParameterVersionInput { Name = "h", Labels = ["good", "1bad", "awsbad"] }, Call);
        Assert.Equal(["1bad", "awsbad"], bad.InvalidLabels);
        var page = await Service.GetParameterHistory(new GetParameterHistoryInput { Name = "h", MaxResults = 2 }, Call);
        Assert.Equal(["1", "2"], page.Parameters!.Select(p => p.Value));
        var last = (await Service.GetParameterHistory(new GetParameterHistoryInput { Name = "h", MaxResults = 2, NextToken = page.NextToken }, Call)).Parameters!.Single();
        Assert.Equal(("3", "good", 3, $"arn:aws:iam::{Account}:root"), (last.Value, last.Labels!.Single(), last.Version, last.LastModifiedUser));
        await RefusedAsync<ParameterVersionLabelLimitExceeded>(async () =>
            await Service.LabelParameterVersion(new LabelParameterVersionInput { Name = "h", Labels = [.. Enumerable.Range(0, 10).Select(i => $"l{i}")] }, Call));
    }
}
