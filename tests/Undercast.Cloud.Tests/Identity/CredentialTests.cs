using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cloud.Tests.Identity;

public sealed class CredentialTests
{
    [Fact]
    public async Task The_development_keys_are_roots_of_their_accounts()
    {
        var source = new DevelopmentCredentials("000000000000");
        Assert.Equal(Principal.Root("000000000000"), (await source.FindAsync("test", null, default))!.Principal);
        Assert.Equal(Principal.Root("123456789012"), (await source.FindAsync("123456789012", null, default))!.Principal);
        Assert.Equal("any", (await source.FindAsync("test", "any", default))!.SessionToken);
        Assert.Null(await source.FindAsync("12345678901x", null, default));
        Assert.Null(await source.FindAsync("AKIAEXAMPLE", null, default));
    }

    [Fact]
    public async Task The_root_key_is_made_once_and_kept()
    {
        await using var store = new MemoryStore();
        var first = await RootCredentials.OpenAsync(store, "000000000000");
        Assert.True(first.JustMade);
        Assert.Matches("^AKIA[A-Z2-7]{16}$", first.Key.AccessKeyId);
        Assert.Equal(40, first.Key.Secret.Length);
        var second = await RootCredentials.OpenAsync(store, "000000000000");
        Assert.False(second.JustMade);
        Assert.Equal(first.Key, second.Key);
        Assert.Equal(first.Key, await second.FindAsync(first.Key.AccessKeyId, null, default));
        Assert.Null(await second.FindAsync("test", null, default));
    }

    [Fact]
    public void Open_mode_is_refused_where_others_can_reach_the_server()
    {
        new CloudOptions { Auth = AuthMode.Open }.Check();
        Assert.Throws<ArgumentException>(() => new CloudOptions { Auth = AuthMode.Open, LoopbackOnly = false }.Check());
        Assert.Throws<ArgumentException>(() => new CloudOptions { DefaultAccount = "12" }.Check());
    }
}
