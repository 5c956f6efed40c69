using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;

namespace Undercast.Edge.Tests;

public sealed class BrowserTests
{
    [Fact]
    public async Task A_page_of_this_machine_may_call_and_read_the_headers_of_aws()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "");
        preflight.Headers.Add("Origin", "http://localhost:3000");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,x-amz-date");
        using var granted = await client.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, granted.StatusCode);
        Assert.Equal("http://localhost:3000", granted.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("authorization,x-amz-date", granted.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.False(granted.Headers.Contains("Access-Control-Allow-Credentials"));

        using var message = edge.Request("Echo", "x");
        message.Headers.Add("Origin", "http://localhost:3000");
        using var answer = await client.SendAsync(message);
        Assert.Equal("http://localhost:3000", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("x-amzn-RequestId", answer.Headers.GetValues("Access-Control-Expose-Headers").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("null")]
    public async Task A_foreign_page_is_refused_even_with_the_right_key(string origin)
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        using var message = edge.Request("Echo", "x");
        message.Headers.Add("Origin", origin);
        using var answer = await client.SendAsync(message);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Empty(edge.Ledger.Latest());
    }

    [Fact]
    public async Task A_page_behind_a_rebound_host_name_is_refused()
    {
        await using var edge = await TestEdge.StartAsync();
        using var connection = await edge.ConnectAsync();
        var headers = edge.Sign("Echo", "x", host: "evil.example:4566");
        var head = string.Concat(headers.Select(h => $"{h.Key}: {h.Value}\r\n"));
        await connection.SendAsync($"POST / HTTP/1.1\r\n{head}Sec-Fetch-Site: same-origin\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
        Assert.StartsWith("HTTP/1.1 403", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configured_origins_are_allowed()
    {
        await using var edge = await TestEdge.StartAsync(new EdgeOptions { Cors = new CorsOptions { Origins = ["https://app.example"] } });
        using var client = edge.Client();
        using var message = edge.Request("Echo", "x");
        message.Headers.Add("Origin", "https://app.example");
        using var answer = await client.SendAsync(message);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Control_endpoints_come_first_and_data_planes_see_their_hosts()
    {
        await using var edge = await TestEdge.StartAsync(more: services =>
        {
            services.AddSingleton<IControlEndpoint>(new Health());
            services.AddSingleton<IDataPlane>(new Site());
        });
        using var client = edge.Client();
        Assert.Equal("healthy", await client.GetStringAsync(new Uri("/_undercast/health", UriKind.Relative)));
        using var message = new HttpRequestMessage(HttpMethod.Get, "page");
        message.Headers.Host = "Shop.site.localhost";
        using var answer = await client.SendAsync(message);
        Assert.Equal("site /page", await answer.Content.ReadAsStringAsync());
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "page");
        preflight.Headers.Host = "shop.site.localhost";
        preflight.Headers.Add("Origin", "http://elsewhere.example");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");
        using var own = await client.SendAsync(preflight);
        Assert.Equal("site /page", await own.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_data_plane_that_breaks_answers_500_without_its_text()
    {
        await using var edge = await TestEdge.StartAsync(more: services => services.AddSingleton<IDataPlane>(new Broken()));
        using var client = edge.Client();
        using var answer = await client.GetAsync(new Uri("/broken", UriKind.Relative));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    private sealed class Health : IControlEndpoint
    {
        public bool Claims(string method, string path) => path == "/_undercast/health";

        public Task ServeAsync(HttpContext context) => context.Response.WriteAsync("healthy");
    }

    private sealed class Site : IDataPlane
    {
        public bool Claims(string host, string path) => host == "shop.site.localhost";

        public Task ServeAsync(HttpContext context) => context.Response.WriteAsync($"site {context.Request.Path}");
    }

    private sealed class Broken : IDataPlane
    {
        public bool Claims(string host, string path) => path == "/broken";

        public Task ServeAsync(HttpContext context) => throw new InvalidOperationException("a secret detail");
    }
}
