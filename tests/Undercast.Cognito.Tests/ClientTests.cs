using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cognito.Tests;

public sealed class ClientTests : Fixture
{
    [Fact]
    public async Task A_client_is_made_read_changed_listed_and_removed()
    {
        var pool = (await PoolAsync()).Id!;
        var client = await ClientAsync(pool, i => i with { GenerateSecret = true, CallbackURLs = ["https://example.com"] });
        Assert.Equal((26, 30, true), (client.ClientId!.Length, client.RefreshTokenValidity, client.EnableTokenRevocation));
        Assert.InRange(client.ClientSecret!.Length, 24, 64);
        await Service.UpdateUserPoolClient(new UpdateUserPoolClientInput { UserPoolId = pool, ClientId = client.ClientId!, ClientName = "renamed" }, Call);
        var read = (await Service.DescribeUserPoolClient(new DescribeUserPoolClientInput { UserPoolId = pool, ClientId = client.ClientId! }, Call)).UserPoolClient!;
        Assert.Equal(("renamed", client.ClientSecret, null), (read.ClientName, read.ClientSecret, read.CallbackURLs));
        Assert.Equal("renamed", Assert.Single((await Service.ListUserPoolClients(new ListUserPoolClientsInput { UserPoolId = pool }, Call)).UserPoolClients!).ClientName);
        await Service.DeleteUserPoolClient(new DeleteUserPoolClientInput { UserPoolId = pool, ClientId = client.ClientId! }, Call);
        Assert.Equal(
            $"User pool client {client.ClientId} does not exist.",
            await RefusedAsync<ResourceNotFoundException>(() => Service.DescribeUserPoolClient(new DescribeUserPoolClientInput { UserPoolId = pool, ClientId = client.ClientId! }, Call).AsTask()));
    }

    [Fact]
    public async Task A_secret_must_be_proven()
    {
        var pool = (await PoolAsync()).Id!;
        var client = await ClientAsync(pool, i => i with { GenerateSecret = true });
        Assert.Equal($"Client {client.ClientId} is configured with secret but SECRET_HASH was not received", await RefusedAsync<NotAuthorizedException>(() => SignUpAsync(client.ClientId!)));
        Assert.Equal(
            $"Unable to verify secret hash for client {client.ClientId}",
            await RefusedAsync<NotAuthorizedException>(() => Service.SignUp(new SignUpInput { ClientId = client.ClientId!, SecretHash = "AAAA", Username = "ann", Password = Password }, Anybody).AsTask()));
    }

    [Fact]
    public async Task A_client_has_two_secrets_while_one_takes_the_others_place()
    {
        var pool = (await PoolAsync()).Id!;
        var client = await ClientAsync(pool, i => i with { GenerateSecret = true });
        var id = client.ClientId!;
        Task TryAsync(string secret, string username) => Service.SignUp(
            new SignUpInput { ClientId = id, SecretHash = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username + id))), Username = username, Password = Password, UserAttributes = [new() { Name = "email", Value = $"{username}@example.com" }] },
            Anybody).AsTask();
        var added = (await Service.AddUserPoolClientSecret(new AddUserPoolClientSecretInput { UserPoolId = pool, ClientId = id }, Call)).ClientSecretDescriptor!;
        Assert.StartsWith($"{id}--", added.ClientSecretId, StringComparison.Ordinal);
        await TryAsync(client.ClientSecret!, "ann");
        await TryAsync(added.ClientSecretValue!, "bob");
        await RefusedAsync<LimitExceededException>(() => Service.AddUserPoolClientSecret(new AddUserPoolClientSecretInput { UserPoolId = pool, ClientId = id }, Call).AsTask());
        var listed = (await Service.ListUserPoolClientSecrets(new ListUserPoolClientSecretsInput { UserPoolId = pool, ClientId = id }, Call)).ClientSecrets!;
        Assert.Equal(2, listed.Count);
        Assert.All(listed, static s => Assert.Null(s.ClientSecretValue));
        await Service.DeleteUserPoolClientSecret(new DeleteUserPoolClientSecretInput { UserPoolId = pool, ClientId = id, ClientSecretId = listed[0].ClientSecretId! }, Call);
        await RefusedAsync<NotAuthorizedException>(() => TryAsync(client.ClientSecret!, "cid"));
        await TryAsync(added.ClientSecretValue!, "cid");
        Assert.Equal(added.ClientSecretValue, (await Service.DescribeUserPoolClient(new DescribeUserPoolClientInput { UserPoolId = pool, ClientId = id }, Call)).UserPoolClient!.ClientSecret);
        await RefusedAsync<InvalidParameterException>(() => Service.DeleteUserPoolClientSecret(new DeleteUserPoolClientSecretInput { UserPoolId = pool, ClientId = id, ClientSecretId = added.ClientSecretId! }, Call).AsTask());
        await RefusedAsync<ResourceNotFoundException>(() => Service.DeleteUserPoolClientSecret(new DeleteUserPoolClientSecretInput { UserPoolId = pool, ClientId = id, ClientSecretId = "none" }, Call).AsTask());
        Assert.Null((await Service.AddUserPoolClientSecret(new AddUserPoolClientSecretInput { UserPoolId = pool, ClientId = id, ClientSecret = "abcdefghijklmnopqrstuvwx" }, Call)).ClientSecretDescriptor!.ClientSecretValue);
        await TryAsync("abcdefghijklmnopqrstuvwx", "dan");
        await RefusedAsync<InvalidParameterException>(async () => await Service.AddUserPoolClientSecret(new AddUserPoolClientSecretInput { UserPoolId = pool, ClientId = (await ClientAsync(pool)).ClientId! }, Call));
    }

    [Fact]
    public async Task A_client_reads_and_writes_only_its_attributes()
    {
        var pool = (await PoolAsync()).Id!;
        var client = (await ClientAsync(pool, i => i with { ReadAttributes = ["email"], WriteAttributes = ["email"] })).ClientId!;
        Assert.Equal("A client attempted to write unauthorized attribute", await RefusedAsync<NotAuthorizedException>(() => SignUpAsync(client, "ann", ("email", "ann@example.com"), ("name", "Ann"))));
        Assert.Equal("A client attempted to write unauthorized attribute", await RefusedAsync<NotAuthorizedException>(() => SignUpAsync(client, "ann", ("email_verified", "true"))));
        await SignUpAsync(client);
        await Service.AdminConfirmSignUp(new AdminConfirmSignUpInput { UserPoolId = pool, Username = "ann" }, Call);
        await Service.AdminUpdateUserAttributes(new AdminUpdateUserAttributesInput { UserPoolId = pool, Username = "ann", UserAttributes = [new() { Name = "name", Value = "Ann" }] }, Call);
        var tokens = await SignInAsync(client);
        Assert.Null(Claims(tokens.IdToken!)["name"]);
        Assert.DoesNotContain((await Service.GetUser(new GetUserInput { AccessToken = tokens.AccessToken! }, Anybody)).UserAttributes, a => a.Name == "name");
    }

    [Fact]
    public async Task Lifetimes_out_of_bounds_are_refused()
    {
        var pool = (await PoolAsync()).Id!;
        await RefusedAsync<InvalidParameterException>(() => ClientAsync(pool, i => i with { AccessTokenValidity = 4, TokenValidityUnits = new() { AccessToken = "minutes" } }));
        await RefusedAsync<InvalidParameterException>(() => ClientAsync(pool, i => i with { IdTokenValidity = 2, TokenValidityUnits = new() { IdToken = "days" } }));
        await RefusedAsync<InvalidParameterException>(() => ClientAsync(pool, i => i with { ExplicitAuthFlows = ["ALLOW_EVERYTHING"] }));
    }
}
