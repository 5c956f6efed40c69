using System.Net;
using System.Net.Sockets;

namespace Undercast.Host.Tests;

public sealed class CommandLineTests
{
    private static void IsOneLine(string errors, string says)
    {
        Assert.StartsWith("undercast: ", errors, StringComparison.Ordinal);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task Version_is_printed() => Assert.StartsWith("undercast 0.", (await Binary.RunAsync(["version"])).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Env_prints_lines_for_a_shell()
    {
        var (code, output, _) = await Binary.RunAsync(["env", "--port", "1234", "--region", "eu-west-1"]);
        Assert.Equal(0, code);
        Assert.Contains("export AWS_ENDPOINT_URL=http://127.0.0.1:1234\n", output, StringComparison.Ordinal);
        Assert.Contains("export AWS_REGION=eu-west-1\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bogus", "x", "--bogus")]
    [InlineData("--port", "99999", "--port is '99999' but must be a number from 0 to 65535.")]
    [InlineData("--durability", "maybe", "must be one of full, relaxed")]
    [InlineData("--throttle", "maybe", "must be one of true, false")]
    [InlineData("--default-account", "12", "must have 12 digits")]
    [InlineData("--store", "mysql://x", "must start with postgres://")]
    public async Task A_wrong_flag_is_one_line_and_exit_code_2(string flag, string value, string says)
    {
        var (code, _, errors) = await Binary.RunAsync(["start", flag, value]);
        Assert.Equal(2, code);
        IsOneLine(errors.Split('\n')[0] + "\n", says);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (code, _, errors) = await Binary.RunAsync(["start", "--port", $"{port}", "--data", ":memory:"]);
        Assert.Equal(1, code);
        IsOneLine(errors, $"port {port} on 127.0.0.1 is in use");
    }

    [Fact]
    public async Task A_data_directory_in_use_is_one_line()
    {
        using var folder = new Folder();
        using var first = await Binary.StartAsync("--data", folder.Name);
        var (code, _, errors) = await Binary.RunAsync(["start", "--port", "0", "--data", folder.Name]);
        Assert.Equal(1, code);
        IsOneLine(errors, folder.Name);
    }

    [Fact]
    public async Task A_corrupt_store_is_one_line_and_is_left_alone()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Name, "undercast.db");
        var garbage = Enumerable.Range(0, 20_000).Select(i => (byte)(i * 7)).ToArray();
        await File.WriteAllBytesAsync(file, garbage);
        var (code, _, errors) = await Binary.RunAsync(["start", "--port", "0", "--data", folder.Name]);
        Assert.Equal(1, code);
        IsOneLine(errors, "undercast");
        Assert.Equal(garbage, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task A_data_path_that_is_a_file_is_one_line()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Name, "file");
        await File.WriteAllTextAsync(file, "x");
        var (code, _, errors) = await Binary.RunAsync(["start", "--port", "0", "--data", file]);
        Assert.Equal(1, code);
        IsOneLine(errors, file);
    }

    [Fact]
    public async Task Open_access_is_refused_on_an_address_that_others_can_reach()
    {
        var (code, _, errors) = await Binary.RunAsync(["start", "--port", "0", "--data", ":memory:", "--host", "0.0.0.0", "--auth", "open"]);
        Assert.Equal(1, code);
        IsOneLine(errors, "open");
    }

    [Fact]
    public async Task A_stand_in_without_an_address_is_refused()
    {
        var (code, _, errors) = await Binary.RunAsync(["start", "--port", "0", "--data", ":memory:", "--stand-ins", "graph.facebook.com"]);
        Assert.Equal(2, code);
        IsOneLine(errors, "--stand-ins");
    }

    [Fact]
    public async Task A_settings_file_with_an_unknown_member_is_refused()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(Path.Combine(folder.Name, "undercast.json"), """{ "prot": 1 }""");
        var (code, _, errors) = await Binary.RunAsync(["start"], folder.Name);
        Assert.Equal(2, code);
        IsOneLine(errors, "unknown setting 'prot'");
    }

    [Fact]
    public async Task Status_without_a_server_says_so()
    {
        var (code, _, errors) = await Binary.RunAsync(["status", "--port", "1"]);
        Assert.Equal(1, code);
        IsOneLine(errors, "no server answers at 127.0.0.1:1");
    }
}
