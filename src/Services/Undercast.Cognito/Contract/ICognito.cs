using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

/// <summary>Amazon Cognito user pools.</summary>
[AwsApi("cognito-idp", "2016-04-18", ServiceId = "Cognito Identity Provider", Wires = [Wire.AwsJson11], TargetPrefix = "AWSCognitoIdentityProviderService",
    Constraints = ConstraintStyle.Collected)]
[CommonErrorCode(CommonError.Validation, "InvalidParameterException", 400)]
public partial interface ICognito
{
    /// <summary>Makes a user pool.</summary>
    [Operation, Authorize("cognito-idp:CreateUserPool", "*")]
    [Throws<InvalidParameterException>, Throws<LimitExceededException>, Throws<NotAuthorizedException>]
    ValueTask<CreateUserPoolOutput> CreateUserPool(CreateUserPoolInput input, CallContext call);

    /// <summary>Reads a user pool's settings.</summary>
    [Operation, Authorize("cognito-idp:DescribeUserPool", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeUserPoolOutput> DescribeUserPool(DescribeUserPoolInput input, CallContext call);

    /// <summary>Changes a user pool; a setting that is not named returns to its default.</summary>
    [Operation, Authorize("cognito-idp:UpdateUserPool", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<UpdateUserPoolOutput> UpdateUserPool(UpdateUserPoolInput input, CallContext call);

    /// <summary>Removes a user pool with its users, groups and clients.</summary>
    [Operation, Authorize("cognito-idp:DeleteUserPool", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask DeleteUserPool(DeleteUserPoolInput input, CallContext call);

    /// <summary>Lists the user pools of a region.</summary>
    [Operation, Authorize("cognito-idp:ListUserPools", "*")]
    [Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<ListUserPoolsOutput> ListUserPools(ListUserPoolsInput input, CallContext call);

    /// <summary>Adds attributes of one's own to a pool's schema.</summary>
    [Operation, Authorize("cognito-idp:AddCustomAttributes", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<AddCustomAttributesOutput> AddCustomAttributes(AddCustomAttributesInput input, CallContext call);

    /// <summary>Adds or overwrites tags of a user pool.</summary>
    [Operation, Authorize("cognito-idp:TagResource", "{ResourceArn}")]
    [Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<InvalidParameterException>]
    ValueTask<TagResourceOutput> TagResource(TagResourceInput input, CallContext call);

    /// <summary>Removes tags of a user pool.</summary>
    [Operation, Authorize("cognito-idp:UntagResource", "{ResourceArn}")]
    [Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<InvalidParameterException>]
    ValueTask<UntagResourceOutput> UntagResource(UntagResourceInput input, CallContext call);

    /// <summary>Reads the tags of a user pool.</summary>
    [Operation, Authorize("cognito-idp:ListTagsForResource", "{ResourceArn}")]
    [Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<InvalidParameterException>]
    ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call);

    /// <summary>Makes an app client.</summary>
    [Operation, Authorize("cognito-idp:CreateUserPoolClient", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>, Throws<NotAuthorizedException>, Throws<ScopeDoesNotExistException>, Throws<InvalidOAuthFlowException>]
    ValueTask<CreateUserPoolClientOutput> CreateUserPoolClient(CreateUserPoolClientInput input, CallContext call);

    /// <summary>Reads an app client with its secret.</summary>
    [Operation, Authorize("cognito-idp:DescribeUserPoolClient", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<DescribeUserPoolClientOutput> DescribeUserPoolClient(DescribeUserPoolClientInput input, CallContext call);

    /// <summary>Changes an app client; a setting that is not named returns to its default.</summary>
    [Operation, Authorize("cognito-idp:UpdateUserPoolClient", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<ScopeDoesNotExistException>, Throws<InvalidOAuthFlowException>]
    ValueTask<UpdateUserPoolClientOutput> UpdateUserPoolClient(UpdateUserPoolClientInput input, CallContext call);

    /// <summary>Removes an app client.</summary>
    [Operation, Authorize("cognito-idp:DeleteUserPoolClient", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask DeleteUserPoolClient(DeleteUserPoolClientInput input, CallContext call);

    /// <summary>Lists a pool's app clients.</summary>
    [Operation, Authorize("cognito-idp:ListUserPoolClients", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<ListUserPoolClientsOutput> ListUserPoolClients(ListUserPoolClientsInput input, CallContext call);

    /// <summary>Makes a group.</summary>
    [Operation, Authorize("cognito-idp:CreateGroup", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<GroupExistsException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>, Throws<NotAuthorizedException>]
    ValueTask<CreateGroupOutput> CreateGroup(CreateGroupInput input, CallContext call);

    /// <summary>Reads a group.</summary>
    [Operation, Authorize("cognito-idp:GetGroup", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<GetGroupOutput> GetGroup(GetGroupInput input, CallContext call);

    /// <summary>Changes a group's description, role or precedence.</summary>
    [Operation, Authorize("cognito-idp:UpdateGroup", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask<UpdateGroupOutput> UpdateGroup(UpdateGroupInput input, CallContext call);

    /// <summary>Removes a group; its users stay.</summary>
    [Operation, Authorize("cognito-idp:DeleteGroup", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>]
    ValueTask DeleteGroup(DeleteGroupInput input, CallContext call);

    /// <summary>Lists a pool's groups.</summary>
    [Operation, Authorize("cognito-idp:ListGroups", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<ListGroupsOutput> ListGroups(ListGroupsInput input, CallContext call);

    /// <summary>Lists the users of a group.</summary>
    [Operation, Authorize("cognito-idp:ListUsersInGroup", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<ListUsersInGroupOutput> ListUsersInGroup(ListUsersInGroupInput input, CallContext call);

    /// <summary>Puts a user into a group.</summary>
    [Operation, Authorize("cognito-idp:AdminAddUserToGroup", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask AdminAddUserToGroup(AdminAddUserToGroupInput input, CallContext call);

    /// <summary>Takes a user out of a group.</summary>
    [Operation, Authorize("cognito-idp:AdminRemoveUserFromGroup", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask AdminRemoveUserFromGroup(AdminRemoveUserFromGroupInput input, CallContext call);

    /// <summary>Lists a user's groups.</summary>
    [Operation, Authorize("cognito-idp:AdminListGroupsForUser", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask<AdminListGroupsForUserOutput> AdminListGroupsForUser(AdminListGroupsForUserInput input, CallContext call);

    /// <summary>Registers a user, who confirms by a code.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<NotAuthorizedException>, Throws<InvalidPasswordException>, Throws<InvalidLambdaResponseException>, Throws<UsernameExistsException>, Throws<LimitExceededException>, Throws<CodeDeliveryFailureException>]
    ValueTask<SignUpOutput> SignUp(SignUpInput input, CallContext call);

    /// <summary>Confirms a registration by its code.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<NotAuthorizedException>, Throws<TooManyFailedAttemptsException>, Throws<CodeMismatchException>, Throws<ExpiredCodeException>, Throws<InvalidLambdaResponseException>, Throws<AliasExistsException>, Throws<LimitExceededException>, Throws<UserNotFoundException>]
    ValueTask<ConfirmSignUpOutput> ConfirmSignUp(ConfirmSignUpInput input, CallContext call);

    /// <summary>Sends a fresh code for a registration.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<NotAuthorizedException>, Throws<InvalidLambdaResponseException>, Throws<LimitExceededException>, Throws<CodeDeliveryFailureException>, Throws<UserNotFoundException>]
    ValueTask<ResendConfirmationCodeOutput> ResendConfirmationCode(ResendConfirmationCodeInput input, CallContext call);

    /// <summary>Confirms a registration without a code.</summary>
    [Operation, Authorize("cognito-idp:AdminConfirmSignUp", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<NotAuthorizedException>, Throws<TooManyFailedAttemptsException>, Throws<InvalidLambdaResponseException>, Throws<LimitExceededException>, Throws<UserNotFoundException>]
    ValueTask<AdminConfirmSignUpOutput> AdminConfirmSignUp(AdminConfirmSignUpInput input, CallContext call);

    /// <summary>Makes a user with a temporary password.</summary>
    [Operation, Authorize("cognito-idp:AdminCreateUser", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<UserNotFoundException>, Throws<UsernameExistsException>, Throws<InvalidPasswordException>, Throws<CodeDeliveryFailureException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<InvalidLambdaResponseException>, Throws<PreconditionNotMetException>, Throws<NotAuthorizedException>, Throws<UnsupportedUserStateException>]
    ValueTask<AdminCreateUserOutput> AdminCreateUser(AdminCreateUserInput input, CallContext call);

    /// <summary>Sets a user's password, for good or until the next sign-in.</summary>
    [Operation, Authorize("cognito-idp:AdminSetUserPassword", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>, Throws<InvalidParameterException>, Throws<InvalidPasswordException>, Throws<PasswordHistoryPolicyViolationException>]
    ValueTask<AdminSetUserPasswordOutput> AdminSetUserPassword(AdminSetUserPasswordInput input, CallContext call);

    /// <summary>Reads a user.</summary>
    [Operation, Authorize("cognito-idp:AdminGetUser", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask<AdminGetUserOutput> AdminGetUser(AdminGetUserInput input, CallContext call);

    /// <summary>Removes a user.</summary>
    [Operation, Authorize("cognito-idp:AdminDeleteUser", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask AdminDeleteUser(AdminDeleteUserInput input, CallContext call);

    /// <summary>Keeps a user from signing in and revokes what it holds.</summary>
    [Operation, Authorize("cognito-idp:AdminDisableUser", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask<AdminDisableUserOutput> AdminDisableUser(AdminDisableUserInput input, CallContext call);

    /// <summary>Lets a disabled user sign in again.</summary>
    [Operation, Authorize("cognito-idp:AdminEnableUser", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask<AdminEnableUserOutput> AdminEnableUser(AdminEnableUserInput input, CallContext call);

    /// <summary>Changes attributes of a user, verified states among them.</summary>
    [Operation, Authorize("cognito-idp:AdminUpdateUserAttributes", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<InvalidLambdaResponseException>, Throws<AliasExistsException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask<AdminUpdateUserAttributesOutput> AdminUpdateUserAttributes(AdminUpdateUserAttributesInput input, CallContext call);

    /// <summary>Removes attributes of a user.</summary>
    [Operation, Authorize("cognito-idp:AdminDeleteUserAttributes", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask<AdminDeleteUserAttributesOutput> AdminDeleteUserAttributes(AdminDeleteUserAttributesInput input, CallContext call);

    /// <summary>Voids a user's password and sends a code for a new one.</summary>
    [Operation, Authorize("cognito-idp:AdminResetUserPassword", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<NotAuthorizedException>, Throws<InvalidLambdaResponseException>, Throws<LimitExceededException>, Throws<UserNotFoundException>]
    ValueTask<AdminResetUserPasswordOutput> AdminResetUserPassword(AdminResetUserPasswordInput input, CallContext call);

    /// <summary>Lists a pool's users, by a filter if one is given.</summary>
    [Operation, Authorize("cognito-idp:ListUsers", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<ListUsersOutput> ListUsers(ListUsersInput input, CallContext call);

    /// <summary>Begins a sign-in, or refreshes tokens.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<UnsupportedOperationException>, Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UnexpectedLambdaException>, Throws<InvalidUserPoolConfigurationException>, Throws<UserLambdaValidationException>, Throws<InvalidLambdaResponseException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<InitiateAuthOutput> InitiateAuth(InitiateAuthInput input, CallContext call);

    /// <summary>Begins a sign-in from a server.</summary>
    [Operation, Authorize("cognito-idp:AdminInitiateAuth", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<UnsupportedOperationException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UnexpectedLambdaException>, Throws<InvalidUserPoolConfigurationException>, Throws<UserLambdaValidationException>, Throws<InvalidLambdaResponseException>, Throws<MFAMethodNotFoundException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<AdminInitiateAuthOutput> AdminInitiateAuth(AdminInitiateAuthInput input, CallContext call);

    /// <summary>Answers a challenge of a sign-in.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<CodeMismatchException>, Throws<ExpiredCodeException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<InvalidPasswordException>, Throws<PasswordHistoryPolicyViolationException>, Throws<InvalidLambdaResponseException>, Throws<InvalidUserPoolConfigurationException>, Throws<MFAMethodNotFoundException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>, Throws<AliasExistsException>, Throws<SoftwareTokenMFANotFoundException>]
    ValueTask<RespondToAuthChallengeOutput> RespondToAuthChallenge(RespondToAuthChallengeInput input, CallContext call);

    /// <summary>Answers a challenge of a sign-in from a server.</summary>
    [Operation, Authorize("cognito-idp:AdminRespondToAuthChallenge", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<CodeMismatchException>, Throws<ExpiredCodeException>, Throws<UnexpectedLambdaException>, Throws<InvalidPasswordException>, Throws<PasswordHistoryPolicyViolationException>, Throws<UserLambdaValidationException>, Throws<InvalidLambdaResponseException>, Throws<InvalidUserPoolConfigurationException>, Throws<MFAMethodNotFoundException>, Throws<AliasExistsException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>, Throws<SoftwareTokenMFANotFoundException>]
    ValueTask<AdminRespondToAuthChallengeOutput> AdminRespondToAuthChallenge(AdminRespondToAuthChallengeInput input, CallContext call);

    /// <summary>Sends a code with which a forgotten password can be replaced.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<NotAuthorizedException>, Throws<InvalidLambdaResponseException>, Throws<LimitExceededException>, Throws<CodeDeliveryFailureException>, Throws<UserNotFoundException>]
    ValueTask<ForgotPasswordOutput> ForgotPassword(ForgotPasswordInput input, CallContext call);

    /// <summary>Replaces a forgotten password by a code.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<InvalidParameterException>, Throws<InvalidPasswordException>, Throws<PasswordHistoryPolicyViolationException>, Throws<NotAuthorizedException>, Throws<CodeMismatchException>, Throws<ExpiredCodeException>, Throws<TooManyFailedAttemptsException>, Throws<InvalidLambdaResponseException>, Throws<LimitExceededException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<ConfirmForgotPasswordOutput> ConfirmForgotPassword(ConfirmForgotPasswordInput input, CallContext call);

    /// <summary>Changes the password of the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<InvalidPasswordException>, Throws<PasswordHistoryPolicyViolationException>, Throws<NotAuthorizedException>, Throws<LimitExceededException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<ChangePasswordOutput> ChangePassword(ChangePasswordInput input, CallContext call);

    /// <summary>Reads the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<GetUserOutput> GetUser(GetUserInput input, CallContext call);

    /// <summary>Changes attributes of the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<CodeMismatchException>, Throws<ExpiredCodeException>, Throws<NotAuthorizedException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<InvalidLambdaResponseException>, Throws<AliasExistsException>, Throws<CodeDeliveryFailureException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<UpdateUserAttributesOutput> UpdateUserAttributes(UpdateUserAttributesInput input, CallContext call);

    /// <summary>Removes attributes of the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<DeleteUserAttributesOutput> DeleteUserAttributes(DeleteUserAttributesInput input, CallContext call);

    /// <summary>Sends a code that verifies an attribute.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<InvalidLambdaResponseException>, Throws<CodeDeliveryFailureException>, Throws<LimitExceededException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask<GetUserAttributeVerificationCodeOutput> GetUserAttributeVerificationCode(GetUserAttributeVerificationCodeInput input, CallContext call);

    /// <summary>Verifies an attribute by its code.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<CodeMismatchException>, Throws<ExpiredCodeException>, Throws<NotAuthorizedException>, Throws<LimitExceededException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>, Throws<AliasExistsException>]
    ValueTask<VerifyUserAttributeOutput> VerifyUserAttribute(VerifyUserAttributeInput input, CallContext call);

    /// <summary>Removes the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<PasswordResetRequiredException>, Throws<UserNotFoundException>, Throws<UserNotConfirmedException>]
    ValueTask DeleteUser(DeleteUserInput input, CallContext call);

    /// <summary>Revokes all tokens of the signed-in user.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<PasswordResetRequiredException>, Throws<UserNotConfirmedException>]
    ValueTask<GlobalSignOutOutput> GlobalSignOut(GlobalSignOutInput input, CallContext call);

    /// <summary>Revokes all tokens of a user.</summary>
    [Operation, Authorize("cognito-idp:AdminUserGlobalSignOut", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>]
    ValueTask<AdminUserGlobalSignOutOutput> AdminUserGlobalSignOut(AdminUserGlobalSignOutInput input, CallContext call);

    /// <summary>Revokes a refresh token and what was issued by it.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<UnauthorizedException>, Throws<InvalidParameterException>, Throws<UnsupportedOperationException>, Throws<UnsupportedTokenTypeException>]
    ValueTask<RevokeTokenOutput> RevokeToken(RevokeTokenInput input, CallContext call);

    /// <summary>Gives fresh tokens for a refresh token, and a fresh refresh token where the client rotates them.</summary>
    [Operation(AllowAnonymous = true)]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>, Throws<NotAuthorizedException>, Throws<UserNotFoundException>, Throws<UnexpectedLambdaException>, Throws<UserLambdaValidationException>, Throws<InvalidLambdaResponseException>, Throws<RefreshTokenReuseException>]
    ValueTask<GetTokensFromRefreshTokenOutput> GetTokensFromRefreshToken(GetTokensFromRefreshTokenInput input, CallContext call);

    /// <summary>Reads a pool's settings of multi-factor authentication.</summary>
    [Operation, Authorize("cognito-idp:GetUserPoolMfaConfig", "arn:{partition}:cognito-idp:{region}:{account}:userpool/{UserPoolId}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<NotAuthorizedException>]
    ValueTask<GetUserPoolMfaConfigOutput> GetUserPoolMfaConfig(GetUserPoolMfaConfigInput input, CallContext call);
}
