using Microsoft.AspNetCore.Http;

namespace Undercast.ApiGateway.Tests;

/// <summary>Mapping templates, by the table in Velocity.txt. Sources: the developer guide's reference of mapping templates and variables, and Velocity's user guide.</summary>
public class VelocityTests
{
    private const string Body =
        """{"name":"ann","n":5,"f":1.5,"ok":true,"none":null,"list":[1,2,3],"pets":[{"k":"cat","p":3},{"k":"dog","p":7}],"o":{"a":1,"b":"x"},"q":"say \"hi\""}""";

    public static TheoryData<string, string> Corpus()
    {
        using var stream = typeof(VelocityTests).Assembly.GetManifestResourceStream("Velocity.txt")!;
        using var reader = new StreamReader(stream);
        var cases = new TheoryData<string, string>();
        foreach (var line in reader.ReadToEnd().Split('\n').Skip(1))
        {
            var at = line.LastIndexOf("  =>", StringComparison.Ordinal);
            if (at < 0) continue;
            var expected = line[(at + 4)..];
            cases.Add(line[..at].Replace("\\n", "\n", StringComparison.Ordinal), (expected.StartsWith(' ') ? expected[1..] : expected).Replace("\\n", "\n", StringComparison.Ordinal));
        }
        return cases;
    }

    [Theory, MemberData(nameof(Corpus))]
    public void A_template_renders(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("#if(true)a")]
    [InlineData("#foreach($i in [1..2])a")]
    [InlineData("#set($a = )")]
    [InlineData("#set(a = 1)")]
    [InlineData("#end")]
    [InlineData("#if(1 +)a#end")]
    [InlineData("#set($a = [1, 2)$a")]
    [InlineData("#foreach($i in [1..100000000])a#end")]
    [InlineData("#set($a = 'x')#foreach($i in [1..100])#set($a = $a + $a)#end")]
    [InlineData("#macro(m)#m()#end#m()")]
    [InlineData("#set($t = '#evaluate($t)')#evaluate($t)")]
    [InlineData("#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end")]
    [InlineData("#set($a = [])#set($v = $a.add($a))$a")]
    [InlineData("#set($a = [1])$a.get(5)")]
    public void A_template_that_is_malformed_or_has_no_end_fails(string template) => Assert.Throws<VtlException>(() => Render(template));

    [Fact]
    public void A_loop_runs_a_thousand_times_at_most() => Assert.Equal(1000, Render("#foreach($i in [1..5000])x#end").Length);

    [Fact]
    public void Nesting_ends_somewhere() => Assert.Throws<VtlException>(() => Render("#set($a = " + new string('(', 5000) + "1" + new string(')', 5000) + ")"));

    [Theory]
    [InlineData("""{"x":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"x":1""")]
    [InlineData("""{"x":1}}""")]
    [InlineData("")]
    public void A_body_that_is_no_JSON_has_no_members(string body) =>
        Assert.Equal("''", Render("'$!input.path('$.x')'", System.Text.Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Neither_has_a_text_with_half_a_pair() => Assert.Equal("''", Render("#set($t = '{\"x\":\"\\ud800\"}')'$!util.parseJson($t)'"));

    private static string Render(string template, byte[]? body = null)
    {
        var api = new RestApiRecord { Account = "000000000000", Region = "us-east-1", Api = new RestApi { Id = "abc", RootResourceId = "r" } };
        api.Resources["r"] = new Resource { Id = "r", Path = "/pets/{id}", ResourceMethods = new Dictionary<string, Method> { ["POST"] = new() { HttpMethod = "POST", AuthorizationType = "NONE" } } };
        var stage = new CompiledStage(api, api.Api, new Stage { StageName = "dev", Variables = new Dictionary<string, string> { ["color"] = "red" } }, new StageVersionRecord(1, 1));
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.QueryString = new QueryString("?page=2");
        context.Request.Headers["X-One"] = "h";
        var match = stage.Routes.Find("POST", "/pets/7")!;
        var exchange = new Exchange(context, ApiAddress.Parse("localhost", "/_aws/execute-api/abc/dev/pets/7"), DateTimeOffset.UnixEpoch)
        {
            Stage = stage, Method = match.Method, PathVariables = match.Variables, Body = body ?? System.Text.Encoding.UTF8.GetBytes(Body),
        };
        return System.Text.Encoding.UTF8.GetString(Template.Parse(template).Render(TemplateScope.ForRequest(exchange)));
    }
}
