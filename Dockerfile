# The harness with Playwright's own Chromium: docs/run-in-ci.md says how to use it.
# The tag is that of "playwright" in package.json, which a test compares.
FROM mcr.microsoft.com/playwright:v1.65.1-noble

WORKDIR /backscroll
RUN chown pwuser:pwuser .
# Chromium sandboxes itself, and PostgreSQL refuses to run as root.
USER pwuser

COPY --chown=pwuser:pwuser package.json package-lock.json ./
COPY --chown=pwuser:pwuser chat/package.json chat/
COPY --chown=pwuser:pwuser tests/lists/package.json tests/lists/
RUN npm ci

COPY --chown=pwuser:pwuser . .

ENTRYPOINT ["npm", "run", "--silent", "backscroll", "--"]
CMD ["run"]
